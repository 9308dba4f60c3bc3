/**
 * Rows of a group as plain arrays, and seeded random ones with everything that sources are known to hold. The windows
 * expected of them come from the oracle.
 */
@NullMarked
package org.adei.cache.testkit.rows;

import org.jspecify.annotations.NullMarked;
