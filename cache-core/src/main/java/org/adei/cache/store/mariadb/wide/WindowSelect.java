package org.adei.cache.store.mariadb.wide;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.adei.cache.model.Level;
import org.adei.cache.model.Nanos;
import org.adei.cache.source.RowBlock;
import org.adei.cache.store.WindowSeries;
import org.adei.cache.store.mariadb.Layout;

/** Reads windows of one level. */
final class WindowSelect {
    private WindowSelect() {}

    static WindowSeries select(Connection connection, WideTable table, Level level, Layout.WindowRange range)
            throws SQLException {
        int[] positions = range.positions();
        String sql = "SELECT TIMESTAMPDIFF(SECOND, '1970-01-01', p0.time), p0.n, p0.missing, p0.counts"
                + table.selected(positions) + " FROM " + table.from(positions, List.of("time"))
                + " WHERE p0.time >= ? AND p0.time < ? AND p0.n > 0 ORDER BY p0.time LIMIT ?";
        Columns columns = new Columns(Math.min(range.limit(), 1024), positions.length);
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setObject(1, DateTimes.ceiling(range.interval().from()));
            select.setObject(2, DateTimes.ceiling(range.interval().to()));
            select.setInt(3, range.limit());
            select.setFetchSize(1000);
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    columns.add(result, positions, table.group().channels().size());
                }
            }
        }
        return columns.series(level);
    }

    /** Grows column by column. */
    private static final class Columns {
        private int size;
        private long[] start;
        private long[] rows;
        private int[] missing;
        private final WindowSeries.Channel[] channels;

        Columns(int capacity, int count) {
            int first = Math.max(1, capacity);
            start = new long[first];
            rows = new long[first];
            missing = new int[first];
            channels = new WindowSeries.Channel[count];
            Arrays.setAll(
                    channels,
                    c -> new WindowSeries.Channel(
                            new long[first], new long[first], new double[first], new double[first], new double[first]));
        }

        void add(ResultSet result, int[] positions, int all) throws SQLException {
            if (size == start.length) {
                resize(size * 2);
            }
            start[size] = result.getLong(1) * Nanos.PER_SECOND;
            rows[size] = result.getLong(2);
            missing[size] = result.getInt(3);
            byte[] bytes = result.getBytes(4);
            long[] counts = bytes == null ? null : Counts.decode(bytes, all, rows[size]);
            int at = 5;
            for (int c = 0; c < positions.length; c++) {
                WindowSeries.Channel channel = channels[c];
                channel.valid()[size] = counts == null ? rows[size] : rows[size] - counts[2 * positions[c]];
                channel.nonFinite()[size] = counts == null ? 0 : counts[2 * positions[c] + 1];
                channel.min()[size] = number(result, at++);
                channel.max()[size] = number(result, at++);
                channel.mean()[size] = number(result, at++);
                if (counts == null && RowBlock.isNull(channel.min()[size])) {
                    channel.valid()[size] = 0;
                }
            }
            size++;
        }

        private static double number(ResultSet result, int at) throws SQLException {
            double value = result.getDouble(at);
            return result.wasNull() ? RowBlock.NULL : value;
        }

        private void resize(int capacity) {
            start = Arrays.copyOf(start, capacity);
            rows = Arrays.copyOf(rows, capacity);
            missing = Arrays.copyOf(missing, capacity);
            Arrays.setAll(channels, c -> resized(channels[c], capacity));
        }

        private static WindowSeries.Channel resized(WindowSeries.Channel channel, int capacity) {
            return new WindowSeries.Channel(
                    Arrays.copyOf(channel.valid(), capacity),
                    Arrays.copyOf(channel.nonFinite(), capacity),
                    Arrays.copyOf(channel.min(), capacity),
                    Arrays.copyOf(channel.max(), capacity),
                    Arrays.copyOf(channel.mean(), capacity));
        }

        WindowSeries series(Level level) {
            resize(size);
            return new WindowSeries(level, start, rows, missing, channels);
        }
    }
}
