package org.adei.cache.query;

import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.WindowSeries;

/** Reads the parts of one answer page by page, so that an interval of any length takes little memory. */
final class PartReader {
    private static final int BLOCK_ROWS = 4096;
    private static final int PAGE_VALUES = 200_000;
    private static final int[] NO_CHANNELS = {};

    private final CacheReader reader;
    private final CachedGroup group;
    private final Snapshot snapshot;

    PartReader(CacheReader reader, CachedGroup group, Snapshot snapshot) {
        this.reader = reader;
        this.group = group;
        this.snapshot = snapshot;
    }

    void read(Part part, int[] positions, SampleCollector samples) {
        Level level = part.level();
        if (part.origin() != Origin.CACHE) {
            return;
        }
        if (level == null) {
            rows(part.interval(), positions, samples);
        } else if (part.open()) {
            int index = group.ladder().levels().indexOf(level);
            samples.add(OpenSeries.of(snapshot.open().get(index), positions));
        } else {
            windows(level, part.interval(), positions, samples::add);
        }
    }

    /** Rows in the interval and in the rest of the finest windows at its ends; counting ends soon after {@code enough}. */
    long countRows(Interval interval, long enough) {
        Level finest = group.ladder().finest();
        Counter counter = new Counter(enough);
        windows(finest, new Interval(finest.floor(interval.from()), interval.to()), NO_CHANNELS, counter);
        boolean open = !snapshot.open().isEmpty() && snapshot.open().get(0).size() > 0;
        return counter.rows + (open ? snapshot.open().get(0).rows(0) : 0);
    }

    private void windows(Level level, Interval interval, int[] positions, Pages pages) {
        int limit = Math.max(1_000, PAGE_VALUES / (positions.length + 1));
        long from = interval.from();
        boolean more = true;
        while (more && from < interval.to()) {
            WindowSeries series = reader.windows(group, level, new Interval(from, interval.to()), positions, limit);
            pages.add(series);
            more = series.size() == limit && pages.wanted();
            from = more ? series.start()[limit - 1] + level.nanos() : interval.to();
        }
    }

    private void rows(Interval interval, int[] positions, SampleCollector samples) {
        RowBlock block = new RowBlock(positions.length, BLOCK_ROWS);
        try (RowCursor cursor = reader.rows(group, interval, positions)) {
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
