package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Span;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code adei_coverage}.
 *
 * @param leased whether its lease is good: not ended by the database's clock, and its session alive
 */
record CoverageRow(long from, long to, long goal, byte @Nullable [] openState, long rows, boolean leased) {
    private static final String SELECT = """
            SELECT c.from_ns, c.to_ns, c.goal_ns, c.open_state, c.cached_rows,
                   c.lease_until > SYSDATE(6)
                   AND c.session_id IN (SELECT p.id FROM information_schema.processlist p) AS leased
            FROM adei_coverage c WHERE c.group_number = ? ORDER BY c.from_ns
            """;

    /** All rows of a group in order of time. */
    static List<CoverageRow> all(Connection connection, CachedGroup group) throws SQLException {
        return read(connection, SELECT, group);
    }

    /** The same, locked until the end of the transaction; waits for transactions that are moving the coverage. */
    static List<CoverageRow> lock(Connection connection, CachedGroup group) throws SQLException {
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT number FROM adei_group WHERE number = ? FOR UPDATE")) {
            lock.setLong(1, group.number());
            lock.executeQuery().close();
        }
        try (PreparedStatement lock =
                connection.prepareStatement("SELECT from_ns FROM adei_coverage WHERE group_number = ? FOR UPDATE")) {
            lock.setLong(1, group.number());
            lock.executeQuery().close();
        }
        return all(connection, group);
    }

    private static List<CoverageRow> read(Connection connection, String sql, CachedGroup group) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, group.number());
            List<CoverageRow> rows = new ArrayList<>();
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    rows.add(new CoverageRow(
                            result.getLong(1),
                            result.getLong(2),
                            result.getLong(3),
                            result.getBytes(4),
                            result.getLong(5),
                            result.getBoolean(6)));
                }
            }
            return rows;
        }
    }

    /** End of what nobody else may claim. */
    long reserved() {
        return leased ? Math.max(to, goal) : to;
    }

    boolean overlaps(Interval interval) {
        return from < interval.to() && interval.from() < reserved();
    }

    Span span() {
        return new Span(new Interval(from, to), goal, openState != null, leased, rows);
    }
}
