package org.adei.cache.replication.steward;

import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Renews the master's lease for the steward that leads, which is at the same time the probe of writes. Two renewals in
 * a row that fail end the reign: none is sent any more, so that the end of the lease is known. Thread-safe.
 */
final class LeaseKeeper {
    private static final int FAILURES = 2;

    /** What is renewed. */
    private record Reign(String server, Ballot mandate) {}

    private final Fleet fleet;
    private final int servers;
    private final Terms terms;
    private final LongSupplier clock;
    private final Object sending = new Object();
    private @Nullable Reign reign;
    private long end;
    private int failures;

    LeaseKeeper(Fleet fleet, int servers, Terms terms, LongSupplier clock) {
        this.fleet = fleet;
        this.servers = servers;
        this.terms = terms;
        this.clock = clock;
        this.end = clock.getAsLong();
    }

    /** A steward that leads from now on knows of no lease that an earlier one may have given. */
    synchronized void elected() {
        reign = null;
        mayLastUntil(clock.getAsLong() + terms.lease().toNanos());
    }

    synchronized void mayLastUntil(long until) {
        end = Math.max(end, until);
    }

    synchronized void keep(String server, Ballot mandate) {
        Reign next = new Reign(server, mandate);
        if (!next.equals(reign)) {
            reign = next;
            failures = 0;
        }
    }

    synchronized void stop() {
        reign = null;
    }

    /** Stops if it is this server's lease. */
    synchronized void died(String server) {
        if (reign != null && reign.server().equals(server)) {
            reign = null;
        }
    }

    /**
     * Stops, if this server's lease is renewed, once the renewal at work has ended: nothing of it is written later.
     *
     * @return false if the last renewal failed, which may be written yet; then nothing was stopped
     */
    boolean stopFor(String server) {
        synchronized (sending) {
            synchronized (this) {
                Reign current = reign;
                if (current == null || !current.server().equals(server)) {
                    return true;
                }
                if (failures > 0) {
                    return false;
                }
                reign = null;
                return true;
            }
        }
    }

    /** Whether the lease of an epoch was given up because its renewal failed. */
    synchronized boolean gaveUp(long epoch) {
        Reign current = reign;
        return current != null && current.mandate().epoch() == epoch && failures >= FAILURES;
    }

    /** Whether no lease can hold any more that this steward or one before it gave. */
    synchronized boolean isOver() {
        return clock.getAsLong() > end + terms.margin().toNanos();
    }

    /** Renews, if there is something to renew; whether there was. */
    boolean renew() {
        synchronized (sending) {
            return send();
        }
    }

    private boolean send() {
        Reign current;
        boolean failed;
        long promised;
        synchronized (this) {
            current = reign;
            if (current == null || failures >= FAILURES) {
                return false;
            }
            failed = failures > 0;
            promised = end;
        }
        if (!failed || renew(current, promised)) {
            renew(current, clock.getAsLong() + terms.lease().toNanos());
        }
        return true;
    }

    /** After a failure only what was promised already is asked for first: else each try would make the wait longer. */
    private boolean renew(Reign current, long until) {
        Set<String> votes = fleet.hold(current.mandate().term());
        if (2 * votes.size() <= servers) {
            return false;
        }
        synchronized (this) {
            if (!current.equals(reign)) {
                return false;
            }
            mayLastUntil(until);
        }
        boolean renewed = fleet.renew(current.server(), current.mandate().epoch(), until);
        synchronized (this) {
            if (current.equals(reign)) {
                failures = renewed ? 0 : failures + 1;
            }
        }
        return renewed;
    }
}
