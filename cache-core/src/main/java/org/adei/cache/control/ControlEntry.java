package org.adei.cache.control;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What was said of a target last.
 *
 * @param target what it is about
 * @param stopped whether it is stopped
 * @param threads threads of a lane over all processes, null if each has as many as configured
 * @param age how long ago that was said
 * @param by who said it
 */
public record ControlEntry(
        Target target, boolean stopped, @Nullable Integer threads, Duration age, String by) {
    /** Most threads of a lane over all processes. */
    public static final int MOST_THREADS = 10_000;

    public ControlEntry {
        if (threads != null && (threads < 0 || threads > MOST_THREADS || !(target instanceof Target.Lane))) {
            throw new IllegalArgumentException(
                    threads + " threads for " + target + ": expected a lane and 0 to " + MOST_THREADS + " threads");
        }
    }

    /** Threads of a lane over all processes; empty if each has as many as configured. */
    public OptionalInt total() {
        return threads == null ? OptionalInt.empty() : OptionalInt.of(threads);
    }
}
