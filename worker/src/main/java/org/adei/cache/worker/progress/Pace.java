package org.adei.cache.worker.progress;

import java.time.Duration;
import java.util.Optional;
import org.adei.cache.worker.text.Figures;

/**
 * How far one group is. Immutable.
 *
 * @param startNanos {@link System#nanoTime} when it started
 * @param fraction part of the missing time that is done, 0 to 1
 * @param rows rows committed so far
 */
record Pace(long startNanos, double fraction, long rows) {
    static Pace start(long nanoTime) {
        return new Pace(nanoTime, 0, 0);
    }

    Pace at(double done, long committed) {
        return new Pace(startNanos, done, committed);
    }

    long rowsPerSecond(long nanoTime) {
        return Math.round(rows * 1e9 / Math.max(1, nanoTime - startNanos));
    }

    Optional<Duration> left(long nanoTime) {
        return fraction > 0
                ? Optional.of(Duration.ofNanos((long) ((nanoTime - startNanos) / fraction * (1 - fraction))))
                : Optional.empty();
    }

    /** {@code 45 %  123,456 rows  12,345 rows/s  ETA 0:12}. */
    String text(long nanoTime) {
        return Figures.percent(fraction) + "  " + Figures.count(rows) + " rows  "
                + Figures.count(rowsPerSecond(nanoTime)) + " rows/s"
                + left(nanoTime).map(eta -> "  ETA " + Figures.duration(eta)).orElse("");
    }

    /** {@code 123,456 rows in 10.2 s (12,345 rows/s)}. */
    String total(long nanoTime) {
        double seconds = (nanoTime - startNanos) / 1e9;
        return Figures.count(rows) + " rows in " + String.format(java.util.Locale.ROOT, "%.1f", seconds) + " s ("
                + Figures.count(rowsPerSecond(nanoTime)) + " rows/s)";
    }
}
