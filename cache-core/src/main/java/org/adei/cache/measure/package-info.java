/**
 * For those who measure what a cache writes: a store that tells of each commit and failure.
 * No library for metrics is known here.
 */
@NullMarked
package org.adei.cache.measure;

import org.jspecify.annotations.NullMarked;
