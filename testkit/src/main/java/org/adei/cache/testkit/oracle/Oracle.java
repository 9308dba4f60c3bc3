package org.adei.cache.testkit.oracle;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.DoublePredicate;

/**
 * Takes the rows of a group in order of time and gives each window of each level as soon as a row behind it comes.
 * Levels do not know of each other: each one sums the rows themselves. Memory is that of one window per level, some
 * 600 bytes a channel. Used by one thread.
 */
public final class Oracle {
    private final OracleLevel[] levels;
    private final boolean[] missing;
    private long last = Long.MIN_VALUE;

    /**
     * @param levelSeconds lengths of windows, in any order; they need not divide each other
     * @param channels number of values in each row
     * @param windows gets the windows, in order of time within each level; windows without rows are left out
     */
    public Oracle(int[] levelSeconds, int channels, Consumer<OracleWindow> windows) {
        levels = Arrays.stream(levelSeconds)
                .mapToObj(seconds -> new OracleLevel(seconds, channels, windows))
                .toArray(OracleLevel[]::new);
        missing = new boolean[channels];
    }

    /**
     * Adds a row.
     *
     * @param timeNanos nanoseconds since 1970, not before the last row
     * @param values one per channel, NaN and infinities included; read at once, so the array may be used again
     * @param isNull which of them are missing
     */
    public void row(long timeNanos, double[] values, boolean[] isNull) {
        if (timeNanos < last) {
            throw new IllegalArgumentException(
                    "row at " + timeNanos + " comes after one at " + last + ": expected rows in order of time");
        }
        last = timeNanos;
        for (OracleLevel level : levels) {
            level.row(timeNanos, values, isNull);
        }
    }

    /** Adds a row whose missing values are marked in themselves. */
    public void row(long timeNanos, double[] values, DoublePredicate isNull) {
        for (int c = 0; c < missing.length; c++) {
            missing[c] = isNull.test(values[c]);
        }
        row(timeNanos, values, missing);
    }

    /** Gives the windows that are still open. */
    public void finish() {
        for (OracleLevel level : levels) {
            level.finish();
        }
    }
}
