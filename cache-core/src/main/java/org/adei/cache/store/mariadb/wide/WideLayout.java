package org.adei.cache.store.mariadb.wide;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.adei.cache.store.mariadb.Sql;

/**
 * ADEI's tables. Raw rows start in the form for whole seconds; the first fraction of a second, or the first two rows of
 * one time, change the table to the form with {@code ns} and {@code subcache}. The raw table of a group whose raw rows
 * are not copied is there and empty, since ADEI finds groups by it. Thread-safe.
 */
public final class WideLayout implements Layout {
    private static final int NO_SUCH_TABLE = 1146;

    /** Groups known to have the form with fractions; a table never goes back to the other, but may be made anew. */
    private final Set<Long> fractions = ConcurrentHashMap.newKeySet();

    @Override
    public void prepare(Connection connection, CachedGroup group, boolean filled) throws SQLException {
        List<WideTable> levels = tables(group, true);
        if (TableName.needsHash(group)) {
            String postfix = TableName.postfix(group.id());
            Sql.update(
                    connection,
                    "INSERT IGNORE INTO md5 (hash, postfix) VALUES (?, ?)",
                    TableName.hash(postfix),
                    postfix);
        }
        WideSchema.prepare(connection, levels, filled);
        fractions.remove(group.number());
    }

    /** Tables by level, finest first; with or without that of raw rows. */
    private static List<WideTable> tables(CachedGroup group, boolean raw) {
        List<WideTable> tables = new ArrayList<>();
        if (raw) {
            tables.add(new WideTable(group, 0));
        }
        group.ladder().levels().forEach(level -> tables.add(new WideTable(group, level.seconds())));
        return tables;
    }

    @Override
    public void adapt(Connection connection, CachedGroup group, Batch batch) throws SQLException {
        if (group.raw() && RawInsert.needsFractions(batch.rows()) && !hasFractions(connection, group)) {
            try {
                WideSchema.change(connection, WideChange.withFractions(new WideTable(group, 0).name()));
            } catch (SQLException e) {
                if (e.getErrorCode() != NO_SUCH_TABLE) {
                    throw e;
                }
                // either the group is stored in another way by now, which the lease tells, or writing will say so
            }
        }
    }

    @Override
    public void append(Connection connection, CachedGroup group, Batch batch) throws SQLException {
        if (group.raw() && batch.rows().size() > 0) {
            try {
                RawInsert.insert(connection, new WideTable(group, 0), batch.rows());
            } catch (SQLException e) {
                // somebody may have made the tables anew since they were looked at
                fractions.remove(group.number());
                throw e;
            }
        }
        for (WindowBlock windows : batch.windows()) {
            if (windows.size() > 0) {
                WindowInsert.insert(
                        connection, new WideTable(group, windows.level().seconds()), windows);
            }
        }
    }

    private boolean hasFractions(Connection connection, CachedGroup group) throws SQLException {
        if (fractions.contains(group.number())) {
            return true;
        }
        boolean now = WideSchema.hasFractions(connection, new WideTable(group, 0).part(0));
        if (now) {
            fractions.add(group.number());
        }
        return now;
    }

    @Override
    public long erase(Connection connection, CachedGroup group, Interval interval, int rows) throws SQLException {
        return Erasure.erase(connection, tables(group, group.raw()), interval, rows);
    }

    @Override
    public void rewind(Connection connection, CachedGroup group, long from) throws SQLException {
        Erasure.rewind(connection, tables(group, group.raw()), from);
    }

    @Override
    public boolean remove(Connection connection, CachedGroup group) throws SQLException {
        for (WideTable table : tables(group, true)) {
            if (table.isView()) {
                WideSchema.change(connection, "DROP VIEW IF EXISTS " + TableName.quoted(table.name()));
            }
            for (int part = 0; part < table.parts(); part++) {
                WideSchema.change(connection, "DROP TABLE IF EXISTS " + TableName.quoted(table.part(part)));
            }
        }
        Sql.update(connection, "DELETE FROM md5 WHERE hash = ?", TableName.hash(TableName.postfix(group.id())));
        fractions.remove(group.number());
        return true;
    }

    @Override
    public long count(Connection connection, CachedGroup group, Interval interval) throws SQLException {
        WideTable coarsest = new WideTable(group, group.ladder().coarsest().seconds());
        return Sql.number(
                connection,
                "SELECT SUM(n) FROM " + TableName.quoted(coarsest.part(0)) + " WHERE time >= ? AND time < ?",
                DateTimes.ceiling(interval.from()),
                DateTimes.ceiling(interval.to()));
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
        for (WideTable table : tables(group, true)) {
            sizes.put(table.level(), Sizes.of(connection, table));
        }
        return sizes;
    }
}
