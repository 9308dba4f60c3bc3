/**
 * Why work could not be done, sorted by what to do about it.
 * One unchecked root; retry, skip and halt are its kinds.
 */
@NullMarked
package org.adei.cache.failure;

import org.jspecify.annotations.NullMarked;
