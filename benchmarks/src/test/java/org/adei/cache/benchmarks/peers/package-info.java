/**
 * Embedded engines of others that do the same work, for comparison. They are in the scope of tests, so that nothing of
 * them gets into what is shipped.
 */
@NullMarked
package org.adei.cache.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
