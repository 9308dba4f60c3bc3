/**
 * Rows that follow from a seed: for trying the engine, for tests and as the load of benchmarks.
 * Every row is a function of the seed, the group and its number, so any interval is read without those before it.
 */
@NullMarked
package org.adei.cache.source.synthetic;

import org.jspecify.annotations.NullMarked;
