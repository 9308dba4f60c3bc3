/**
 * Which server is the master, and how another takes its place.
 * Sees neither the scheduler nor the sources.
 */
@NullMarked
package org.adei.cache.replication;

import org.jspecify.annotations.NullMarked;
