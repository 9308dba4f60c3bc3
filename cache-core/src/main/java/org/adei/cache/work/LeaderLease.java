package org.adei.cache.work;

import java.time.Duration;

/**
 * The lead over all processes of a cache, for a time.
 *
 * @param token greater than that of every leader before
 * @param length how long the lead lasts without being renewed, on the database's clock
 */
public record LeaderLease(long token, Duration length) {
    public LeaderLease {
        if (token < 1 || length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException(
                    "lease of a leader with token " + token + " and length " + length + ": expected both above zero");
        }
    }
}
