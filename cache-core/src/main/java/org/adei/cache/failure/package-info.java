/**
 * Why work could not be done, sorted by what to do about it.
 * One unchecked root; retry, skip and halt are its kinds at work, and a configuration that cannot be used comes before any.
 */
@NullMarked
package org.adei.cache.failure;

import org.jspecify.annotations.NullMarked;
