/**
 * Faults drawn from a seed, on real servers behind a bad network, while the cache is being written and read: what is lost,
 * what is written twice, and how long it takes. Used by the scenario and by tests.
 */
@NullMarked
package org.adei.cache.benchmarks.failover;

import org.jspecify.annotations.NullMarked;
