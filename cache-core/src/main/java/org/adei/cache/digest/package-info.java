/**
 * The fingerprint of a cached group: equal for every history, worker count and layout if the rows are equal.
 */
@NullMarked
package org.adei.cache.digest;

import org.jspecify.annotations.NullMarked;
