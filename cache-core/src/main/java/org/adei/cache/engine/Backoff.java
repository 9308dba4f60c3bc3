package org.adei.cache.engine;

import java.time.Duration;

/**
 * How often and after which waits a passing fault is tried again; progress in between starts the count anew.
 *
 * @param attempts tries without progress before giving up, from 1 on
 * @param first wait after the first failure; doubled each time
 * @param longest longest wait
 */
public record Backoff(int attempts, Duration first, Duration longest) {
    /** Eight tries in about 13 seconds. */
    public static final Backoff DEFAULT = new Backoff(8, Duration.ofMillis(100), Duration.ofSeconds(5));

    public Backoff {
        if (attempts < 1 || first.isNegative() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("backoff of " + attempts + " attempts, " + first + " to " + longest
                    + " cannot be used: expected at least one attempt and a longest wait not below the first");
        }
    }

    /** Wait after so many failures in a row (from 1 on). */
    Duration waitAfter(int failures) {
        Duration wait = first.multipliedBy(1L << Math.min(failures - 1, 20));
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
