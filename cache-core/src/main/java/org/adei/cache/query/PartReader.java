package org.adei.cache.query;

import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.ReadableStore;
import org.adei.cache.store.WindowSeries;
import org.jspecify.annotations.Nullable;

/** Reads the parts of one answer page by page, so that an interval of any length takes little memory. */
final class PartReader {
    private static final int BLOCK_ROWS = 4096;
    private static final int PAGE_VALUES = 200_000;
    private static final int AT_ONCE = 8;
    private static final int[] NO_CHANNELS = {};

    private final @Nullable ReadableStore store;
    private final CachedGroup group;
    private final Snapshot snapshot;

    /**
     * Makes a reader.
     *
     * @param store null if nothing will be read of it
     */
    PartReader(@Nullable ReadableStore store, CachedGroup group, Snapshot snapshot) {
        this.store = store;
        this.group = group;
        this.snapshot = snapshot;
    }

    /** Reads parts in order of time; windows of up to {@value #AT_ONCE} of them are asked for together. */
    void read(List<Part> parts, int[] positions, SampleCollector samples) {
        for (int from = 0; from < parts.size(); from += AT_ONCE) {
            readSome(parts.subList(from, Math.min(parts.size(), from + AT_ONCE)), positions, samples);
        }
    }

    private void readSome(List<Part> parts, int[] positions, SampleCollector samples) {
        List<CacheReader.Stretch> stretches = parts.stream()
                .filter(PartReader::isClosed)
                .map(part -> new CacheReader.Stretch(part.windowLevel().orElseThrow(), part.interval()))
                .toList();
        int limit = limit(positions) / AT_ONCE;
        Iterator<WindowSeries> first = stretches.isEmpty()
                ? Collections.emptyIterator()
                : reader().plot(group, new CacheReader.Plot(stretches, positions, limit))
                        .iterator();
        for (Part part : parts) {
            if (isClosed(part)) {
                WindowSeries series = first.next();
                samples.add(series);
                if (series.size() == limit) {
                    long behind = series.start()[limit - 1] + series.level().nanos();
                    windows(series.level(), new Interval(behind, part.interval().to()), positions, samples::add);
                }
            } else if (part.origin() == Origin.CACHE) {
                read(part, positions, samples);
            }
        }
    }

    private CacheReader reader() {
        if (store == null) {
            throw new IllegalStateException(
                    "a part of group " + group.id() + " was planned for a cache that is not there");
        }
        return store.reader();
    }

    private static boolean isClosed(Part part) {
        return part.origin() == Origin.CACHE && part.level() != null && !part.open();
    }

    private void read(Part part, int[] positions, SampleCollector samples) {
        Level level = part.level();
        if (level == null) {
            rows(part.interval(), positions, samples);
        } else {
            int index = group.ladder().levels().indexOf(level);
            samples.add(OpenSeries.of(snapshot.open().get(index), positions));
        }
    }

    private static int limit(int[] positions) {
        return Math.max(AT_ONCE * 1_000, PAGE_VALUES / (positions.length + 1));
    }

    /** Rows in the interval and in the rest of the finest windows at its ends; counting ends soon after {@code enough}. */
    long countRows(Interval interval, long enough) {
        if (snapshot.spans().isEmpty()) {
            return 0;
        }
        Level finest = group.ladder().finest();
        Counter counter = new Counter(enough);
        windows(finest, new Interval(finest.floor(interval.from()), interval.to()), NO_CHANNELS, counter);
        boolean open = !snapshot.open().isEmpty() && snapshot.open().get(0).size() > 0;
        return counter.rows + (open ? snapshot.open().get(0).rows(0) : 0);
    }

    private void windows(Level level, Interval interval, int[] positions, Pages pages) {
        int limit = limit(positions);
        long from = interval.from();
        boolean more = true;
        while (more && from < interval.to()) {
            WindowSeries series = reader().windows(group, level, new Interval(from, interval.to()), positions, limit);
            pages.add(series);
            more = series.size() == limit && pages.wanted();
            from = more ? series.start()[limit - 1] + level.nanos() : interval.to();
        }
    }

    private void rows(Interval interval, int[] positions, SampleCollector samples) {
        RowBlock block = new RowBlock(positions.length, BLOCK_ROWS);
        try (RowCursor cursor = reader().rows(group, interval, positions)) {
            boolean more = true;
            while (more) {
                block.clear();
                more = cursor.fill(block);
                samples.add(block);
            }
        }
    }

    @FunctionalInterface
    private interface Pages {
        void add(WindowSeries series);

        default boolean wanted() {
            return true;
        }
    }

    private static final class Counter implements Pages {
        private final long enough;
        private long rows;

        Counter(long enough) {
            this.enough = enough;
        }

        @Override
        public void add(WindowSeries series) {
            for (long count : series.rows()) {
                rows += count;
            }
        }

        @Override
        public boolean wanted() {
            return rows <= enough;
        }
    }
}
