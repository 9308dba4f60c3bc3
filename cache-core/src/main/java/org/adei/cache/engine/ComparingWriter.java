package org.adei.cache.engine;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.store.Batch;
import org.adei.cache.store.BatchWriter;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.WindowSeries;

/**
 * Compares, bit by bit, what would be written with what is cached, and writes nothing: raw rows where they are kept, and
 * windows of the finest level, which all others are made from. Used by one thread.
 */
final class ComparingWriter implements BatchWriter {
    private static final int PAGE_VALUES = 100_000;

    private final CacheReader reader;
    private final CachedGroup group;
    private final int[] positions;
    private final Level finest;
    private final Level coarsest;
    private final SortedSet<Long> seen = new TreeSet<>();
    private final SortedSet<Long> differing = new TreeSet<>();
    private long reached;

    /**
     * Has compared nothing yet.
     *
     * @param positions channels that are compared, by their position in the cache
     * @param from start of what is compared, an edge of the coarsest level
     */
    ComparingWriter(CacheReader reader, CachedGroup group, int[] positions, long from) {
        this.reader = reader;
        this.group = group;
        this.positions = positions.clone();
        this.finest = group.ladder().levels().get(0);
        this.coarsest = group.ladder().coarsest();
        this.reached = from;
    }

    /** How many windows of the coarsest level there are, in the source or in the cache. */
    int seen() {
        return seen.size();
    }

    /** Starts of windows of the coarsest level in which anything differs. */
    SortedSet<Long> differing() {
        return differing;
    }

    /** What the source gives, in order of time, beside what is found in the cache. */
    private final class Expected {
        private final int size;
        private final IntToLongFunction time;
        private int next;

        Expected(int size, IntToLongFunction time) {
            this.size = size;
            this.time = time;
        }

        /** What is found next, and whether something that is expected at the same time is the same. */
        void meets(long found, IntPredicate same) {
            while (next < size && time.applyAsLong(next) < found) {
                differs(time.applyAsLong(next++));
            }
            boolean there = next < size && time.applyAsLong(next) == found;
            if (!there || !same.test(next)) {
                differs(found);
            }
            next += there ? 1 : 0;
        }

        void finish() {
            while (next < size) {
                differs(time.applyAsLong(next++));
            }
        }
    }

    @Override
    public void write(Batch batch) {
        if (batch.position() == reached) {
            return;
        }
        if (group.raw()) {
            compareRows(batch.rows(), new Interval(reached, batch.position()));
        }
        compareWindows(batch.windows().get(0), new Interval(finest.floor(reached), finest.floor(batch.position())));
        reached = batch.position();
    }

    private void differs(long time) {
        differing.add(coarsest.floor(time));
    }

    private void sees(long time) {
        seen.add(coarsest.floor(time));
    }

    private void compareRows(RowBlock rows, Interval part) {
        RowBlock found = new RowBlock(positions.length, Math.max(256, PAGE_VALUES / (positions.length + 1)));
        Expected expected = new Expected(rows.size(), row -> rows.times()[row]);
        try (RowCursor cursor = reader.rows(group, part, positions)) {
            boolean more = true;
            while (more) {
                found.clear();
                more = cursor.fill(found);
                for (int i = 0; i < found.size(); i++) {
                    int other = i;
                    expected.meets(found.times()[i], row -> isSame(rows, row, found, other));
                }
            }
        }
        expected.finish();
    }

    private boolean isSame(RowBlock expected, int row, RowBlock found, int other) {
        for (int c = 0; c < positions.length; c++) {
            if (!isSame(expected.values(positions[c])[row], found.values(c)[other])) {
                return false;
            }
        }
        return true;
    }

    /** All NaNs are one, a missing value is another. */
    private static boolean isSame(double one, double other) {
        return RowBlock.isNull(one) || RowBlock.isNull(other)
                ? RowBlock.isNull(one) && RowBlock.isNull(other)
                : Double.doubleToLongBits(one) == Double.doubleToLongBits(other);
    }

    private void compareWindows(WindowBlock windows, Interval starts) {
        int limit = Math.max(100, PAGE_VALUES / (positions.length + 1));
        Expected expected = new Expected(windows.size(), windows::start);
        for (int i = 0; i < windows.size(); i++) {
            sees(windows.start(i));
        }
        Interval rest = starts;
        boolean more = true;
        while (more) {
            WindowSeries found = reader.windows(group, finest, rest, positions, limit);
            for (int i = 0; i < found.size(); i++) {
                int other = i;
                sees(found.start()[i]);
                expected.meets(found.start()[i], window -> isSame(windows, window, found, other));
            }
            more = found.size() == limit;
            if (more) {
                rest = new Interval(found.start()[limit - 1] + finest.nanos(), rest.to());
            }
        }
        expected.finish();
    }

    private boolean isSame(WindowBlock expected, int window, WindowSeries found, int other) {
        boolean same = expected.rows(window) == found.rows()[other]
                && expected.missingSeconds(window) == found.missing()[other];
        for (int c = 0; same && c < positions.length; c++) {
            same = isSame(expected, positions[c], window, found.channels()[c], other);
        }
        return same;
    }

    private static boolean isSame(
            WindowBlock expected, int channel, int window, WindowSeries.Channel found, int other) {
        long valid = expected.valid(channel, window);
        return valid == found.valid()[other]
                && expected.nonFinite(channel, window) == found.nonFinite()[other]
                && (valid == 0
                        || isSame(expected.min(channel, window), found.min()[other])
                                && isSame(expected.max(channel, window), found.max()[other])
                                && isSame(expected.mean(channel, window), found.mean()[other]));
    }

    @Override
    public void close() {
        // holds nothing
    }
}
