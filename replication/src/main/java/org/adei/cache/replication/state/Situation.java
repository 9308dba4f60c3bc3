package org.adei.cache.replication.state;

import java.time.Duration;
import java.util.Set;

/**
 * What the steward itself knows.
 *
 * @param leaseOver whether no lease that this or any earlier steward gave can still hold on the silent master
 * @param outage how long there has been no master that works
 * @param patience how long servers that may hold more are waited for
 * @param stuck servers that answer, but whose writes do not come to an end
 * @param chosen the server that an operator wants as master; empty if none
 * @param moves how often the steward that leads has moved the master to another server of late
 * @param receipts whether the configuration wants commits to wait until a replica has received them
 */
public record Situation(
        boolean leaseOver,
        Duration outage,
        Duration patience,
        Set<String> stuck,
        String chosen,
        int moves,
        boolean receipts) {
    public Situation {
        stuck = Set.copyOf(stuck);
    }

    /** Of a steward that has moved no master of late, where commits wait for nobody. */
    public Situation(boolean leaseOver, Duration outage, Duration patience, Set<String> stuck, String chosen) {
        this(leaseOver, outage, patience, stuck, chosen, 0, false);
    }

    /** The same under a configuration that wants commits to wait for receipts, or does not. */
    public Situation withReceipts(boolean wanted) {
        return new Situation(leaseOver, outage, patience, stuck, chosen, moves, wanted);
    }
}
