package org.adei.cache.replication.steward;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** When a steward moved the master to another server, while it leads. Used by the steward's thread. */
final class Moves {
    private static final int WINDOW_LEASES = 15;

    private final long window;
    private final Deque<Long> times = new ArrayDeque<>();

    Moves(Duration lease) {
        window = lease.toNanos() * WINDOW_LEASES;
    }

    /** A steward that was just elected has moved nobody, so that nothing holds up its first failover. */
    void forget() {
        times.clear();
    }

    void moved(long now) {
        times.addLast(now);
    }

    /** How many there were within the last fifteen leases. */
    int recent(long now) {
        times.removeIf(time -> time < now - window);
        return times.size();
    }
}
