/**
 * Measures how one archive backlog is shared by more and more worker processes.
 * Source, cache, leader and workers are processes of their own.
 */
@NullMarked
package org.adei.cache.benchmarks.scaleout;

import org.jspecify.annotations.NullMarked;
