package org.adei.cache.queue;

import java.time.Duration;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.RetryException;

/**
 * What becomes of an item after a failure. Passing faults wait longer each time and are given up late, since they are
 * seldom the item's; faults of the item's own are given up soon. Pure.
 *
 * @param passing attempts that may end by a passing fault, from 1 on
 * @param own failures of the item's own, from 1 on
 * @param lost workers in a row that may be lost over it without progress, from 1 on: it may be what ends them
 * @param first wait after the first failure; doubled each time
 * @param longest longest wait
 */
public record AttemptPolicy(int passing, int own, int lost, Duration first, Duration longest) {
    /** 1,000 passing faults, three of its own, five lost workers, waits from 200 ms to 30 s. */
    public static final AttemptPolicy DEFAULT =
            new AttemptPolicy(1_000, 3, 5, Duration.ofMillis(200), Duration.ofSeconds(30));

    public AttemptPolicy {
        if (passing < 1 || own < 1 || lost < 1 || first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("policy of " + passing + " attempts, " + own + " failures, " + lost
                    + " lost workers, waits of " + first + " to " + longest
                    + ": expected at least one of each and a longest wait not below the first");
        }
    }

    /**
     * What becomes of an item that failed.
     *
     * @param row the row at which it failed, empty if not known
     */
    public Outcome after(LeasedItem lease, CacheException failure, String row) {
        return failure instanceof RetryException ? passed(lease, failure) : failed(lease, failure, row);
    }

    private Outcome passed(LeasedItem lease, CacheException failure) {
        return lease.attempts() >= passing
                ? new Outcome.Quarantined(
                        lease, "given up after " + lease.attempts() + " attempts: " + failure.getMessage(), "")
                : new Outcome.PutBack(lease, waitAfter(lease.attempts()), lease.attempts(), lease.failures());
    }

    private Outcome failed(LeasedItem lease, CacheException failure, String row) {
        int failures = lease.failures() + 1;
        return failures >= own
                ? new Outcome.Quarantined(lease, failure.getMessage(), row)
                : new Outcome.PutBack(lease, waitAfter(failures), lease.attempts(), failures);
    }

    /** Whether an item is given up over which so many workers in a row were lost. */
    public boolean givesUp(int lostWorkers) {
        return lostWorkers >= lost;
    }

    /** Wait after so many failures in a row, from 1 on. */
    Duration waitAfter(int failures) {
        Duration wait = first.multipliedBy(1L << Math.min(Math.max(failures - 1, 0), 20));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
