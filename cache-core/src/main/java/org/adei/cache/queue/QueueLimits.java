package org.adei.cache.queue;

import java.time.Duration;

/**
 * Bounds of a queue; all processes should have the same.
 *
 * @param lease how long an item is handed out without being renewed, 50 ms to 1 h
 * @param most most items that wait or are at work, 1 to 1,000,000
 * @param partitions parts that new items are spread over, 1 to 64: workers in different ones do not meet
 * @param attempts when items are given up
 */
public record QueueLimits(Duration lease, int most, int partitions, AttemptPolicy attempts) {
    /** Eight partitions, 100,000 items. */
    public static QueueLimits of(Duration lease) {
        return new QueueLimits(lease, 100_000, 8, AttemptPolicy.DEFAULT);
    }

    public QueueLimits {
        if (lease.toMillis() < 50
                || lease.toHours() > 1
                || most < 1
                || most > 1_000_000
                || partitions < 1
                || partitions > 64) {
            throw new IllegalArgumentException("queue of " + most + " items in " + partitions
                    + " partitions, leased for " + lease
                    + ": expected 1 to 1,000,000 items, 1 to 64 partitions, 50 ms to 1 h");
        }
    }
}
