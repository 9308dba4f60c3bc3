/**
 * Hands slices of work out to any number of workers: each item to one at a time, under a lease that a token proves.
 * What becomes of an item after a failure is a pure function of its history.
 */
@NullMarked
package org.adei.cache.queue;

import org.jspecify.annotations.NullMarked;
