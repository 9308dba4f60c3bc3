package org.adei.cache.engine;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.adei.cache.failure.CacheException;
import org.adei.cache.queue.LeasedItem;
import org.adei.cache.queue.WorkQueue;

/**
 * Leases of one worker, prolonged by progress: each committed batch prolongs all of them, at most three times in the
 * length of a lease. Thread-safe.
 */
final class HeldLeases {
    private final WorkQueue queue;
    private final long renewNanos;
    private final Set<LeasedItem> lost = new HashSet<>();
    private List<LeasedItem> held = List.of();
    private long renewed;

    /**
     * Holds nothing yet.
     *
     * @param leaseNanos length of a lease
     */
    HeldLeases(WorkQueue queue, long leaseNanos) {
        this.queue = queue;
        this.renewNanos = leaseNanos / 3;
    }

    /** Takes fresh leases in place of all before. */
    synchronized void hold(List<LeasedItem> leases) {
        held = List.copyOf(leases);
        lost.clear();
        renewed = System.nanoTime();
    }

    /** Says that work goes on. A queue that cannot be asked is asked again after the next batch. */
    synchronized void progressed() {
        long now = System.nanoTime();
        if (now - renewed < renewNanos || held.isEmpty()) {
            return;
        }
        try {
            lost.addAll(queue.renew(held()));
            renewed = now;
        } catch (CacheException e) {
            // the lease proves itself when the work is told, and the data by their own
        }
    }

    /** Those that are held and not known to be lost. */
    synchronized List<LeasedItem> held() {
        return held.stream().filter(lease -> !lost.contains(lease)).toList();
    }

    synchronized boolean isLost(LeasedItem lease) {
        return lost.contains(lease);
    }
}
