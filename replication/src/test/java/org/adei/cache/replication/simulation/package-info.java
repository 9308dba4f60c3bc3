/**
 * A model of servers that replicate, freeze, die and are cut off, in virtual time. The stewards in it are the real ones.
 * Nothing here waits or starts a thread, so that thousands of schedules are played in a second.
 */
@NullMarked
package org.adei.cache.replication.simulation;

import org.jspecify.annotations.NullMarked;
