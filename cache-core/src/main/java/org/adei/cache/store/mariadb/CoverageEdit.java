package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.adei.cache.model.Interval;
import org.adei.cache.store.CachedGroup;

/** Changes of coverage rows on which no lease is good. The caller holds their locks. */
final class CoverageEdit {
    private CoverageEdit() {}

    static void delete(Connection connection, CachedGroup group, long from) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM adei_coverage WHERE group_number = ? AND from_ns = ?")) {
            delete.setLong(1, group.number());
            delete.setLong(2, from);
            delete.executeUpdate();
        }
    }

    /** Writes a row without a lease; an older token stays void, since it is replaced by 0. */
    static void replace(Connection connection, CachedGroup group, CoverageRow row) throws SQLException {
        try (PreparedStatement replace = connection.prepareStatement("""
                REPLACE INTO adei_coverage (group_number, from_ns, to_ns, goal_ns, open_state, cached_rows, token)
                VALUES (?, ?, ?, ?, ?, ?, 0)
                """)) {
            replace.setLong(1, group.number());
            replace.setLong(2, row.from());
            replace.setLong(3, row.to());
            replace.setLong(4, row.to());
            MariaDbCoverage.setState(replace, 5, row.openState());
            replace.setLong(6, row.rows());
            replace.executeUpdate();
        }
    }

    /** Takes a window of the coarsest level out of a row: what is before and what is behind it stays. */
    static void cut(Connection connection, CachedGroup group, CoverageRow row, Interval window) throws SQLException {
        delete(connection, group, row.from());
        if (row.from() < window.from()) {
            replace(
                    connection,
                    group,
                    new CoverageRow(row.from(), window.from(), window.from(), null, row.rows(), false));
        }
        if (window.to() < row.to()) {
            long rows = row.from() < window.from() ? 0 : row.rows();
            replace(connection, group, new CoverageRow(window.to(), row.to(), row.to(), row.openState(), rows, false));
        }
    }
}
