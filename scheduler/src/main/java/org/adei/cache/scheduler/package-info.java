/**
 * Who does what: the leader that plans, and the calendar.
 * Sees the engine through its ports only.
 */
@NullMarked
package org.adei.cache.scheduler;

import org.jspecify.annotations.NullMarked;
