package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adei.cache.failure.RetryException;
import org.adei.cache.store.CachedGroup;

/**
 * Statements on {@code adei_coverage}. Rows are made, joined, cut and leased only by who holds the lock of the group's
 * row in {@code adei_group}; the owner of a lease moves its own row without it. Stateless.
 */
final class SpanTable {
    private static final String ALIVE = """
            (c.account <> CURRENT_USER() OR c.session_id IN %s)
            """.formatted(Sessions.ALIVE);

    private static final String SELECT = """
            SELECT c.from_ns, c.to_ns, c.goal_ns, c.open_state IS NOT NULL, c.cached_rows,
                   CASE WHEN c.session_id IS NULL THEN 0
                        WHEN c.lease_until > SYSDATE(6) AND %s THEN 2
                        ELSE 1 END, c.group_number
            FROM adei_coverage c
            """.formatted(ALIVE);

    private static final String VOID = """
            UPDATE adei_coverage c
            SET c.lease_until = NULL, c.session_id = NULL, c.account = NULL, c.owner = NULL, c.goal_ns = c.to_ns,
                c.token = 0
            WHERE c.group_number = ? AND c.from_ns = ? AND c.session_id IS NOT NULL
              AND NOT (c.lease_until > SYSDATE(6) AND %s)
            """.formatted(ALIVE);

    private SpanTable() {}

    /** All rows of a group in order of time, as committed. */
    static List<SpanRow> all(Connection connection, CachedGroup group) throws SQLException {
        return Sql.list(
                connection, SELECT + "WHERE c.group_number = ? ORDER BY c.from_ns", SpanTable::row, group.number());
    }

    /** All rows of all groups in order of time, by the number of the group. */
    static Map<Long, List<SpanRow>> all(Connection connection) throws SQLException {
        Map<Long, List<SpanRow>> rows = new HashMap<>();
        Sql.list(
                connection,
                SELECT + "ORDER BY c.group_number, c.from_ns",
                row -> rows.computeIfAbsent(row.getLong(7), number -> new ArrayList<>())
                        .add(row(row)));
        return rows;
    }

    private static SpanRow row(ResultSet row) throws SQLException {
        return new SpanRow(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getBoolean(4),
                row.getLong(5),
                Hold.values()[row.getInt(6)]);
    }

    static boolean hasRows(Connection connection, CachedGroup group) throws SQLException {
        String sql = "SELECT COUNT(*) FROM adei_coverage WHERE group_number = ? AND cached_rows > 0";
        return Sql.number(connection, sql, group.number()) > 0;
    }

    /** Numbers of groups whose tail is held by a good lease. */
    static List<Long> leasedTails(Connection connection) throws SQLException {
        return Sql.list(connection, """
                SELECT c.group_number FROM adei_tail t JOIN adei_coverage c USING (group_number, from_ns)
                WHERE c.session_id IS NOT NULL AND c.lease_until > SYSDATE(6) AND %s
                """.formatted(ALIVE), row -> row.getLong(1));
    }

    /** Those of them of which a position in their source's log is saved. */
    static List<Long> pushedTails(Connection connection) throws SQLException {
        return Sql.list(connection, """
                SELECT c.group_number FROM adei_tail t JOIN adei_coverage c USING (group_number, from_ns)
                WHERE c.push_position > '' AND c.session_id IS NOT NULL AND c.lease_until > SYSDATE(6) AND %s
                """.formatted(ALIVE), row -> row.getLong(1));
    }

    /**
     * Takes the lock under which rows are made and changed, until the end of the transaction; gives the group as it is
     * stored by now.
     */
    static CachedGroup lockGroup(Connection connection, CachedGroup group) throws SQLException {
        return GroupTable.locked(connection, group);
    }

    /**
     * Takes every lease on a group away, after waiting for transactions that are under way: whoever held one writes
     * nothing any more and claims anew.
     */
    static void revoke(Connection connection, CachedGroup group) throws SQLException {
        Sql.update(connection, """
                UPDATE adei_coverage SET lease_until = SYSDATE(6) - INTERVAL 1 SECOND
                WHERE group_number = ? AND session_id IS NOT NULL
                """, group.number());
    }

    /** The same of one row. */
    static void revoke(Connection connection, CachedGroup group, SpanRow row) throws SQLException {
        Sql.update(connection, """
                UPDATE adei_coverage SET lease_until = SYSDATE(6) - INTERVAL 1 SECOND
                WHERE group_number = ? AND from_ns = ? AND session_id IS NOT NULL
                """, group.number(), row.from());
    }

    /** A worker that does not know the newest channels would lose them in the state of the open windows. */
    static void requireChannels(Connection connection, CachedGroup group) throws SQLException {
        long known = Sql.number(connection, "SELECT COUNT(*) FROM adei_channel WHERE group_number = ?", group.number());
        if (known != group.channels().size()) {
            throw new RetryException(
                    "group " + group.id() + " has " + known + " channels in the cache, this worker knows "
                            + group.channels().size() + ": register it again");
        }
    }

    /** Makes a lapsed lease void for good, after waiting for a transaction of its owner; a lease renewed by it stays. */
    static void makeVoid(Connection connection, CachedGroup group, SpanRow row) throws SQLException {
        Sql.update(connection, VOID, group.number(), row.from());
    }

    static void delete(Connection connection, CachedGroup group, long from) throws SQLException {
        Sql.update(
                connection, "DELETE FROM adei_coverage WHERE group_number = ? AND from_ns = ?", group.number(), from);
    }

    /** Drops quiet rows that say nothing and joins those that touch, one transaction with the caller's work. */
    static void join(Connection connection, CachedGroup group, List<SpanRow> rows) throws SQLException {
        SpanRow last = null;
        for (SpanRow row : rows) {
            if (!row.is(Hold.QUIET)) {
                last = null;
            } else if (row.isEmpty() && !row.open()) {
                delete(connection, group, row.from());
            } else if (last != null && last.joins(row)) {
                Sql.update(connection, """
                        UPDATE adei_coverage a JOIN adei_coverage b USING (group_number)
                        SET a.to_ns = b.to_ns, a.goal_ns = b.to_ns, a.open_state = b.open_state,
                            a.push_position = COALESCE(b.push_position, a.push_position),
                            a.cached_rows = a.cached_rows + b.cached_rows
                        WHERE a.group_number = ? AND a.from_ns = ? AND b.from_ns = ?
                        """, group.number(), last.from(), row.from());
                delete(connection, group, row.from());
                last = last.joined(row);
            } else {
                last = row;
            }
        }
    }
}
