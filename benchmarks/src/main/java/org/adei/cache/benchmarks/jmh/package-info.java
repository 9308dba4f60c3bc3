/**
 * Loops measured alone, by JMH.
 * {@code benchmarks/run jmh} runs them.
 */
@NullMarked
package org.adei.cache.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
