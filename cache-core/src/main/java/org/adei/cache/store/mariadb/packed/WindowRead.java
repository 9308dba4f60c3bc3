package org.adei.cache.store.mariadb.packed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.WindowSeries;
import org.adei.cache.store.mariadb.Layout;
import org.adei.cache.store.mariadb.Sql;

/** Reads windows of one level. Used by one thread, once. */
final class WindowRead {
    private final CachedGroup group;
    private final Level level;
    private final Layout.WindowRange range;
    private final SpanDecoder decoder = new SpanDecoder();

    WindowRead(CachedGroup group, Level level, Layout.WindowRange range) {
        this.group = group;
        this.level = level;
        this.range = range;
    }

    /** One round trip; two if there may be more windows than wanted. */
    WindowSeries read(Connection connection) throws SQLException {
        SeriesBuilder series = new SeriesBuilder(level, range);
        each(connection, new Interval(range.interval().from(), end(connection)), (query, times, values) -> {
            series.add(times, values);
            return !series.isFull();
        });
        return series.build();
    }

    /** Hears of each span; false if it has enough. */
    @FunctionalInterface
    interface Spans {
        boolean next(SpanQuery query, DecodedSpans.Times times, WindowSeries.Channel[] values) throws SQLException;
    }

    /** Decodes spans that have something at or behind the start of the interval and begin before its end. One round trip. */
    void each(Connection connection, Interval interval, Spans spans) throws SQLException {
        SpanQuery.Wanted wanted = new SpanQuery.Wanted(range.positions(), 0);
        try (SpanQuery query = new SpanQuery(connection, group, level.seconds(), interval, wanted)) {
            boolean more = true;
            while (more && query.next()) {
                more = spans.next(query, decoder.times(query), values(query));
            }
        }
    }

    private WindowSeries.Channel[] values(SpanQuery query) throws SQLException {
        WindowSeries.Channel[] values = new WindowSeries.Channel[range.positions().length];
        for (int c = 0; c < values.length; c++) {
            values[c] = decoder.channel(query, c, range.positions()[c]);
        }
        return values;
    }

    /** Behind the start of the last span that can hold one of the windows up to the limit. */
    private long end(Connection connection) throws SQLException {
        Interval interval = range.interval();
        long length = interval.to() - interval.from();
        if (length >= 0 && length / level.nanos() <= range.limit()) {
            return interval.to();
        }
        long entries = 0;
        int seen = 0;
        List<long[]> spans = Sql.list(
                connection,
                "SELECT from_ns, entries" + PackedTable.RANGE + " LIMIT ?",
                row -> new long[] {row.getLong(1), row.getLong(2)},
                group.number(),
                level.seconds(),
                group.number(),
                level.seconds(),
                interval.from(),
                interval.from(),
                interval.to(),
                range.limit() + 2L);
        for (long[] span : spans) {
            seen++;
            // of the first span only a part may lie in the interval
            entries += seen == 1 ? 0 : span[1];
            if (entries >= range.limit()) {
                return Math.min(interval.to(), span[0] + 1);
            }
        }
        return interval.to();
    }
}
