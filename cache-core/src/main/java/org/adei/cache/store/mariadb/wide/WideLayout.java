package org.adei.cache.store.mariadb.wide;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.source.RowCursor;
import org.adei.cache.store.Batch;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.WindowSeries;
import org.adei.cache.store.mariadb.Layout;

/**
 * ADEI's tables. Raw rows start in the form for whole seconds; the first fraction of a second, or the first two rows of
 * one time, change the table to the form with {@code ns} and {@code subcache}. Thread-safe.
 */
public final class WideLayout implements Layout {
    /** Groups known to have the form with fractions; a table never goes back to the other. */
    private final Map<Long, Boolean> fractions = new ConcurrentHashMap<>();

    @Override
    public void prepare(Connection connection, CachedGroup group) throws SQLException {
        WideSchema.prepare(connection, group);
    }

    @Override
    public void adapt(Connection connection, CachedGroup group, Batch batch) throws SQLException {
        if (group.raw() && RawInsert.needsFractions(batch.rows()) && !hasFractions(connection, group)) {
            WideSchema.withFractions(connection, new WideTable(group, 0).name());
        }
    }

    @Override
    public void append(Connection connection, CachedGroup group, Batch batch) throws SQLException {
        if (group.raw() && batch.rows().size() > 0) {
            RawInsert.insert(connection, new WideTable(group, 0), batch.rows());
        }
        for (WindowBlock windows : batch.windows()) {
            if (windows.size() > 0) {
                WindowInsert.insert(
                        connection, new WideTable(group, windows.level().seconds()), windows);
            }
        }
    }

    private boolean hasFractions(Connection connection, CachedGroup group) throws SQLException {
        if (fractions.containsKey(group.number())) {
            return true;
        }
        boolean now =
                WideSchema.columns(connection, new WideTable(group, 0).part(0)).contains("ns");
        if (now) {
            fractions.put(group.number(), true);
        }
        return now;
    }

    @Override
    public void erase(Connection connection, CachedGroup group, Interval interval) throws SQLException {
        WideTable raw = new WideTable(group, 0);
        for (int part = 0; part < raw.parts(); part++) {
            delete(connection, raw.part(part), interval);
        }
        for (Level level : group.ladder().levels()) {
            WideTable table = new WideTable(group, level.seconds());
            for (int part = 0; part < table.parts(); part++) {
                delete(connection, table.part(part), interval);
            }
        }
    }

    private static void delete(Connection connection, String table, Interval interval) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM " + TableName.quoted(table) + " WHERE time >= ? AND time < ?")) {
            delete.setObject(1, DateTimes.of(interval.from()));
            delete.setObject(2, DateTimes.ceiling(interval.to()));
            delete.executeUpdate();
        }
    }

    @Override
    public WindowSeries windows(Connection connection, CachedGroup group, Level level, WindowRange range)
            throws SQLException {
        return WindowSelect.select(connection, new WideTable(group, level.seconds()), level, range);
    }

    @Override
    public RowCursor rows(Connection connection, CachedGroup group, Interval interval, int[] positions)
            throws SQLException {
        return new RawCursor(connection, new WideTable(group, 0), interval, positions, hasFractions(connection, group));
    }

    @Override
    public Map<Integer, CacheReader.LevelSize> sizes(Connection connection, CachedGroup group) throws SQLException {
        Map<Integer, CacheReader.LevelSize> sizes = new TreeMap<>();
        sizes.put(0, size(connection, new WideTable(group, 0)));
        for (Level level : group.ladder().levels()) {
            sizes.put(level.seconds(), size(connection, new WideTable(group, level.seconds())));
        }
        return sizes;
    }

    private static CacheReader.LevelSize size(Connection connection, WideTable table) throws SQLException {
        long bytes = 0;
        for (int part = 0; part < table.parts(); part++) {
            bytes += number(connection, """
                    SELECT data_length + index_length FROM information_schema.tables
                    WHERE table_schema = DATABASE() AND table_name = ?
                    """, table.part(part));
        }
        return new CacheReader.LevelSize(
                number(connection, "SELECT COUNT(*) FROM " + TableName.quoted(table.part(0)), null), bytes);
    }

    private static long number(Connection connection, String sql, @org.jspecify.annotations.Nullable String parameter)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            if (parameter != null) {
                select.setString(1, parameter);
            }
            try (ResultSet result = select.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        }
    }
}
