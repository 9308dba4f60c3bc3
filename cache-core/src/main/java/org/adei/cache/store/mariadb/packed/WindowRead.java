package org.adei.cache.store.mariadb.packed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.adei.cache.aggregate.DoubleDouble;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.model.Nanos;
import org.adei.cache.packed.ChannelWindows;
import org.adei.cache.packed.SpanHead;
import org.adei.cache.packed.SpanReader;
import org.adei.cache.packed.WindowTimes;
import org.adei.cache.source.RowBlock;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.WindowSeries;
import org.adei.cache.store.mariadb.Layout;
import org.adei.cache.store.mariadb.Sql;

/** Reads windows of one level. Used by one thread, once. */
final class WindowRead {
    private final CachedGroup group;
    private final Level level;
    private final Layout.WindowRange range;
    private final SpanReader reader = new SpanReader();
    private final WindowTimes times = new WindowTimes();
    private final ChannelWindows windows = new ChannelWindows();
    private int size;
    private long[] start = {};
    private long[] rows = {};
    private int[] missing = {};
    private WindowSeries.Channel[] channels;

    WindowRead(CachedGroup group, Level level, Layout.WindowRange range) {
        this.group = group;
        this.level = level;
        this.range = range;
        channels = new WindowSeries.Channel[range.positions().length];
        Arrays.setAll(
                channels,
                c -> new WindowSeries.Channel(new long[0], new long[0], new double[0], new double[0], new double[0]));
    }

    /** One round trip; two if there may be more windows than wanted. */
    WindowSeries read(Connection connection) throws SQLException {
        Interval wanted = new Interval(range.interval().from(), end(connection));
        try (SpanQuery query =
                new SpanQuery(connection, group, level.seconds(), wanted, new SpanQuery.Wanted(range.positions(), 0))) {
            while (size < range.limit() && query.next()) {
                query.reading(() -> add(query));
            }
        }
        resize(size);
        return new WindowSeries(level, start, rows, missing, channels);
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
        var spans = Sql.list(
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

    private int add(SpanQuery query) throws SQLException {
        SpanHead head = query.head();
        reader.windowTimes(head, query.times(), times, 0);
        int from = firstFrom(range.interval().from(), head.rows());
        int to = firstFrom(range.interval().to(), head.rows());
        int count = Math.min(to - from, range.limit() - size);
        if (count <= 0) {
            return 0;
        }
        if (start.length < size + count) {
            resize(Math.max(size + count, start.length * 2));
        }
        for (int i = 0; i < count; i++) {
            start[size + i] = times.start()[from + i];
            rows[size + i] = times.rows()[from + i];
            missing[size + i] = (int) (times.gap()[from + i] / Nanos.PER_SECOND);
        }
        for (int c = 0; c < channels.length; c++) {
            reader.windows(head, range.positions()[c], query.channel(c), times, windows, 0);
            copy(channels[c], from, count);
        }
        size += count;
        return count;
    }

    private void copy(WindowSeries.Channel channel, int from, int count) {
        System.arraycopy(windows.valid(), from, channel.valid(), size, count);
        System.arraycopy(windows.nonFinite(), from, channel.nonFinite(), size, count);
        for (int i = 0; i < count; i++) {
            long valid = windows.valid()[from + i];
            boolean any = valid > 0;
            channel.min()[size + i] = any ? windows.min()[from + i] : RowBlock.NULL;
            channel.max()[size + i] = any ? windows.max()[from + i] : RowBlock.NULL;
            channel.mean()[size + i] =
                    any ? DoubleDouble.mean(windows.sum()[from + i], windows.rest()[from + i], valid) : RowBlock.NULL;
        }
    }

    private int firstFrom(long time, int count) {
        int found = Arrays.binarySearch(times.start(), 0, count, time);
        return found >= 0 ? found : -found - 1;
    }

    private void resize(int capacity) {
        start = Arrays.copyOf(start, capacity);
        rows = Arrays.copyOf(rows, capacity);
        missing = Arrays.copyOf(missing, capacity);
        WindowSeries.Channel[] old = channels;
        channels = new WindowSeries.Channel[old.length];
        Arrays.setAll(channels, c -> resized(old[c], capacity));
    }

    private static WindowSeries.Channel resized(WindowSeries.Channel channel, int capacity) {
        return new WindowSeries.Channel(
                Arrays.copyOf(channel.valid(), capacity),
                Arrays.copyOf(channel.nonFinite(), capacity),
                Arrays.copyOf(channel.min(), capacity),
                Arrays.copyOf(channel.max(), capacity),
                Arrays.copyOf(channel.mean(), capacity));
    }
}
