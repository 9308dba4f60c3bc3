package org.adei.cache.worker.verify;

import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.WindowSeries;
import org.adei.cache.testkit.oracle.OracleChannel;
import org.adei.cache.testkit.oracle.OracleWindow;
import org.jspecify.annotations.Nullable;

/** Goes through the cached windows of one level, page by page, beside those of the oracle. Owned by one thread. */
final class CachedLevel {
    private static final int PAGE_VALUES = 100_000;

    private final CacheReader reader;
    private final Columns columns;
    private final Level level;
    private final Differences differences;
    private final @Nullable WindowSeries open;
    private Interval rest;
    private WindowSeries page;
    private int index;
    private boolean last;
    private long compared;

    /**
     * Starts at the first window of a region.
     *
     * @param open the open window at the end of the region, null if there is none
     */
    CachedLevel(CacheReader reader, Columns columns, Part part, Level level, @Nullable WindowSeries open) {
        this.reader = reader;
        this.columns = columns;
        this.level = level;
        this.differences = part.differences();
        this.open = open;
        this.rest = new Interval(
                level.floor(part.interval().from()), part.interval().to());
        this.page = read();
    }

    /**
     * The channels that are compared.
     *
     * @param group the group in the cache
     * @param names channels that both sides have, in the source's order
     * @param positions their positions in the cache
     */
    record Columns(CachedGroup group, List<String> names, int[] positions) {}

    /** A contiguous part of the coverage, and what differs in it. */
    record Part(Interval interval, Differences differences) {}

    private WindowSeries read() {
        int limit = Math.max(100, PAGE_VALUES / (columns.positions().length + 1));
        WindowSeries series = reader.windows(columns.group(), level, rest, columns.positions(), limit);
        last = series.size() < limit;
        if (!last) {
            long from = series.start()[limit - 1] + level.nanos();
            rest = new Interval(from, Math.max(from, rest.to()));
        }
        return series;
    }

    /** Moves on to a page with windows, the open window being the last page; false at the end. */
    private boolean hasWindow() {
        while (index == page.size()) {
            if (last && (open == null || page == open)) {
                return false;
            }
            page = last && open != null ? open : read();
            index = 0;
        }
        return true;
    }

    /** Compares the next window that the source's rows give. */
    void compare(OracleWindow expected) {
        while (hasWindow() && page.start()[index] < expected.start()) {
            superfluous();
        }
        Differences.Place place = new Differences.Place(level.seconds(), expected.start());
        if (!hasWindow() || page.start()[index] > expected.start()) {
            differences.add(new Difference(
                    place.level(), place.time(), "window", expected.rows() + " rows", "not in the cache"));
            return;
        }
        compared++;
        differences.expect(place, "rows", expected.rows(), page.rows()[index]);
        differences.expect(place, "missing seconds", expected.missing(), page.missing()[index]);
        for (int c = 0; c < columns.names().size(); c++) {
            compare(place, columns.names().get(c), expected.channel(c), page.channels()[c]);
        }
        index++;
    }

    private void compare(Differences.Place place, String name, OracleChannel expected, WindowSeries.Channel found) {
        differences.expect(place, name + " valid", expected.valid(), found.valid()[index]);
        differences.expect(place, name + " non-finite", expected.nonFinite(), found.nonFinite()[index]);
        if (expected.valid() == 0 || found.valid()[index] == 0) {
            return;
        }
        differences.expect(place, name + " min", expected.min(), found.min()[index]);
        differences.expect(place, name + " max", expected.max(), found.max()[index]);
        double mean = found.mean()[index];
        if (!expected.exact().agrees(mean)) {
            differences.expect(place, name + " mean", expected.mean(), mean);
        }
    }

    /** Reports the windows that are left over in the cache. */
    void finish() {
        while (hasWindow()) {
            superfluous();
        }
    }

    private void superfluous() {
        differences.add(new Difference(
                level.seconds(), page.start()[index], "window", "no rows in the source", page.rows()[index] + " rows"));
        index++;
    }

    /** Windows that both sides have. */
    long compared() {
        return compared;
    }
}
