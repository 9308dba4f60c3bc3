package org.adei.cache.store;

import java.util.List;
import java.util.Map;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.source.RowCursor;
import org.jspecify.annotations.Nullable;

/** Reads the cache back. Thread-safe. */
public interface CacheReader {
    /**
     * Closed windows that start in the interval.
     *
     * @param positions channels by position
     * @param limit most windows to read; fewer come back if there are fewer
     */
    WindowSeries windows(CachedGroup group, Level level, Interval interval, int[] positions, int limit);

    /**
     * The same for several stretches at once, for looking, not for checking: what was decoded before from the same bytes is
     * not read again.
     *
     * @return a series for each stretch, in their order
     */
    List<WindowSeries> plot(CachedGroup group, Plot plot);

    /** Raw rows in canonical order; the block's channels are those of {@code positions}. */
    RowCursor rows(CachedGroup group, Interval interval, int[] positions);

    /** Saved state of the windows open at the end of the span that ends last; empty if none are open. */
    java.util.Optional<byte[]> openState(CachedGroup group);

    /** Saved state of the windows open at the end of a span; empty if none are open, or no span begins there any more. */
    java.util.Optional<byte[]> openState(CachedGroup group, Span span);

    /** What is cached and the open windows at its end, as they were at one moment. One round trip. */
    Covered covered(CachedGroup group);

    /** Windows and bytes per level of a group; raw is 0. */
    Map<Integer, LevelSize> sizes(CachedGroup group);

    /** Rows that were left out, newest first. */
    List<Batch.RejectedRow> rejected(CachedGroup group, int limit);

    /**
     * Windows of one level that start in an interval.
     *
     * @param level their length
     */
    record Stretch(Level level, Interval interval) {}

    /**
     * Windows to look at.
     *
     * @param positions channels by position
     * @param limit most windows of each stretch
     */
    record Plot(List<Stretch> stretches, int[] positions, int limit) {
        public Plot {
            stretches = List.copyOf(stretches);
        }
    }

    /**
     * What is cached of a group.
     *
     * @param spans in order of time; whether a worker is at work on one is not looked at
     * @param openState windows open at the end of the last, null if there are none
     */
    record Covered(List<Span> spans, byte @Nullable [] openState) {}

    /**
     * Size of one level.
     *
     * @param entries rows (raw) or windows
     * @param bytes bytes on disk, as the server estimates them
     */
    record LevelSize(long entries, long bytes) {}
}
