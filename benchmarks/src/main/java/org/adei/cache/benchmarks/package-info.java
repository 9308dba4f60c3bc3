/**
 * Scenarios that measure the engine from outside and print ratios out of one run.
 * No test runs them and nothing here is asserted.
 */
@NullMarked
package org.adei.cache.benchmarks;

import org.jspecify.annotations.NullMarked;
