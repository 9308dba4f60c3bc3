/**
 * Reading the cache: which level serves which part of an interval, and where each part of an answer came from.
 * Deciding is pure; one executor reads, and every request is bounded.
 */
@NullMarked
package org.adei.cache.query;

import org.jspecify.annotations.NullMarked;
