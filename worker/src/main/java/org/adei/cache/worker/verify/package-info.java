/**
 * Compares the cache with its source: everything is computed once more, naively, from the rows that the source has now.
 * The oracle shares no code with the engine.
 */
@NullMarked
package org.adei.cache.worker.verify;

import org.jspecify.annotations.NullMarked;
