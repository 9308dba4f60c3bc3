package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.source.RowCursor;
import org.adei.cache.store.Batch;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.WindowSeries;

/** Reads the cache of one server. Thread-safe. */
final class MariaDbReader implements CacheReader {
    private final Database database;
    private final Layout layout;

    MariaDbReader(Database database, Layout layout) {
        this.database = database;
        this.layout = layout;
    }

    @Override
    public WindowSeries windows(CachedGroup group, Level level, Interval interval, int[] positions, int limit) {
        return database.with(
                "cannot read windows of group " + group.id(),
                connection ->
                        layout.windows(connection, group, level, new Layout.WindowRange(interval, positions, limit)));
    }

    @Override
    public RowCursor rows(CachedGroup group, Interval interval, int[] positions) {
        String act = "cannot read raw rows of group " + group.id();
        Connection connection = database.connect(act);
        try {
            return layout.rows(connection, group, interval, positions);
        } catch (SQLException e) {
            try {
                connection.close();
            } catch (SQLException closing) {
                e.addSuppressed(closing);
            }
            throw SqlFailures.of(act, e);
        }
    }

    @Override
    public Optional<byte[]> openState(CachedGroup group) {
        return database.with("cannot read the open windows of group " + group.id(), connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT open_state FROM adei_coverage WHERE group_number = ? ORDER BY from_ns DESC LIMIT 1
                    """)) {
                select.setLong(1, group.number());
                try (ResultSet result = select.executeQuery()) {
                    return result.next() ? Optional.ofNullable(result.getBytes(1)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public Map<Integer, LevelSize> sizes(CachedGroup group) {
        return database.with(
                "cannot read the sizes of group " + group.id(), connection -> layout.sizes(connection, group));
    }

    @Override
    public List<Batch.RejectedRow> rejected(CachedGroup group, int limit) {
        return database.with("cannot read the rejected rows of group " + group.id(), connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT row_text, reason FROM adei_rejected_row WHERE group_number = ?
                    ORDER BY seen DESC, row_text LIMIT ?
                    """)) {
                select.setLong(1, group.number());
                select.setInt(2, limit);
                List<Batch.RejectedRow> rows = new ArrayList<>();
                try (ResultSet result = select.executeQuery()) {
                    while (result.next()) {
                        rows.add(new Batch.RejectedRow(result.getString(1), result.getString(2)));
                    }
                }
                return rows;
            }
        });
    }
}
