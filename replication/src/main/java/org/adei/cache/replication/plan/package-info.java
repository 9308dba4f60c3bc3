/**
 * Decides what is wrong with a cluster and what to do about it, out of a snapshot alone.
 * Pure: the same snapshot gives the same steps, on real servers and in simulations.
 */
@NullMarked
package org.adei.cache.replication.plan;

import org.jspecify.annotations.NullMarked;
