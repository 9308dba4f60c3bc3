/**
 * Measures how fast work is handed out and completed by many claimants on a durable server.
 * Every completion writes a data row in its transaction.
 */
@NullMarked
package org.adei.cache.benchmarks.queue;

import org.jspecify.annotations.NullMarked;
