package org.adei.cache.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.failure.UnreachableException;

/**
 * Sources that are down as a whole: they are left alone for a while, twice as long each time, and what should have been
 * read of them is not to blame. Thread-safe.
 */
final class Outages {
    private static final Backoff WAITS = new Backoff(1, Duration.ofMillis(200), Duration.ofSeconds(30));

    private final Predicate<String> saidDown;
    private final LongSupplier clock;
    private final Map<String, Outage> outages = new HashMap<>();

    /**
     * Knows of no outage yet.
     *
     * @param saidDown whether the leader cannot reach a source
     * @param clock nanoseconds of a clock that only goes on
     */
    Outages(Predicate<String> saidDown, LongSupplier clock) {
        this.saidDown = saidDown;
        this.clock = clock;
    }

    /** One that was tried in vain so many times in a row, and is left alone until then. */
    private record Outage(int failures, long until) {}

    /** Whether a failure says that the source is down, not that something of it cannot be read. */
    boolean explains(String source, CacheException failure) {
        return failure instanceof UnreachableException || failure instanceof RetryException && saidDown.test(source);
    }

    /** For how long a source is to be left alone still; empty if it may be tried. */
    synchronized Optional<Duration> pause(String source) {
        Outage outage = outages.get(source);
        long left = outage == null ? 0 : outage.until() - clock.getAsLong();
        return left > 0 ? Optional.of(Duration.ofNanos(left)) : Optional.empty();
    }

    /**
     * Takes note that a source was tried in vain; those that were under way at the same time count once.
     *
     * @return whether it answered before
     */
    synchronized boolean failed(String source) {
        Outage before = outages.get(source);
        if (before == null || before.until() - clock.getAsLong() <= 0) {
            int failures = before == null ? 1 : before.failures() + 1;
            long until = clock.getAsLong() + WAITS.waitAfter(failures).toNanos();
            outages.put(source, new Outage(failures, until));
        }
        return before == null;
    }

    /** Takes note that a source answers. */
    synchronized void answered(String source) {
        outages.remove(source);
    }
}
