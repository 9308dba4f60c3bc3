/**
 * How long it takes from a row's commit in the source until a reader of the cache sees it.
 * Source, writer of rows, worker and reader are processes of their own.
 */
@NullMarked
package org.adei.cache.benchmarks.freshness;

import org.jspecify.annotations.NullMarked;
