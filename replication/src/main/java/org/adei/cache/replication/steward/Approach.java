package org.adei.cache.replication.steward;

import java.util.concurrent.TimeUnit;

/**
 * Brings the replica that is to be master near the one that still is, so that writers stand still for a short time only:
 * while it catches up, the master goes on, and it lags again by about what that took. Used by the thread of the rounds.
 */
final class Approach {
    private static final long NEAR = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int MOST = 5;

    private int tries;

    /** Whether to catch up once more, after it took so many ns: the master is closed after a few times, whatever it takes. */
    boolean again(long took) {
        boolean again = took > NEAR && tries < MOST;
        tries = again ? tries + 1 : 0;
        return again;
    }
}
