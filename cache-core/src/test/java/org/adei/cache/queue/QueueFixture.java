package org.adei.cache.queue;

import org.adei.cache.work.LeaderLease;

/** A place for queues to be tried, empty at first. */
public interface QueueFixture extends AutoCloseable {
    /** The queue as one more process sees it. */
    WorkQueue process(QueueLimits limits);

    /** Lets all leases run out and all waits end, as if their time had passed. */
    void passTime();

    /** Makes somebody the leader. */
    LeaderLease lead();

    @Override
    void close();
}
