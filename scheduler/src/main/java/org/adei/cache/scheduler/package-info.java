/**
 * Who does what: the leader among all processes, its calendar, and the planning of work as a pure function.
 * Sees the engine through its ports only.
 */
@NullMarked
package org.adei.cache.scheduler;

import org.jspecify.annotations.NullMarked;
