package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.adei.cache.model.Interval;
import org.adei.cache.store.CachedGroup;
import org.jspecify.annotations.Nullable;

/**
 * A lease about to be written.
 *
 * @param session number of the session that stands for the owner
 * @param token never given before
 * @param length on the database's clock
 */
record Lease(long session, long token, Duration length) {
    private static final String OWNER = "pid " + ProcessHandle.current().pid();

    /** Random, so that a server which lost those that were given last does not give them again. */
    static Lease draw(long session, Duration length) {
        return new Lease(session, ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE), length);
    }

    /**
     * Writes the row of a claim, at the start of its slice.
     *
     * @param before the quiet row that ends there, whose open windows move into the new row; null if there is none
     * @return open windows at the start of the slice, null if there are none
     */
    byte @Nullable [] write(Connection connection, CachedGroup group, Interval slice, @Nullable SpanRow before)
            throws SQLException {
        if (before != null && before.isEmpty()) {
            update(connection, group, before.from(), slice.to());
        } else {
            insert(connection, group, slice, before);
        }
        return before == null || !before.open() ? null : state(connection, group, slice.from());
    }

    /** Leases a quiet row as it is; gives the windows open at its end. */
    byte @Nullable [] take(Connection connection, CachedGroup group, long from, long goal) throws SQLException {
        update(connection, group, from, goal);
        return state(connection, group, from);
    }

    private void update(Connection connection, CachedGroup group, long from, long goal) throws SQLException {
        Sql.update(connection, """
                UPDATE adei_coverage
                SET goal_ns = ?, token = ?, owner = ?, account = CURRENT_USER(), session_id = ?,
                    lease_until = SYSDATE(6) + INTERVAL ? SECOND
                WHERE group_number = ? AND from_ns = ?
                """, goal, token, OWNER, session, length.toSeconds(), group.number(), from);
    }

    private void insert(Connection connection, CachedGroup group, Interval slice, @Nullable SpanRow before)
            throws SQLException {
        Sql.update(
                connection,
                """
                INSERT INTO adei_coverage (group_number, from_ns, to_ns, goal_ns, cached_rows, token, owner, account,
                    session_id, lease_until, open_state)
                SELECT ?, ?, ?, ?, 0, ?, ?, CURRENT_USER(), ?, SYSDATE(6) + INTERVAL ? SECOND,
                    (SELECT b.open_state FROM adei_coverage b WHERE b.group_number = ? AND b.from_ns = ?)
                """,
                group.number(),
                slice.from(),
                slice.from(),
                slice.to(),
                token,
                OWNER,
                session,
                length.toSeconds(),
                group.number(),
                before == null ? null : before.from());
        if (before != null && before.open()) {
            Sql.update(
                    connection,
                    "UPDATE adei_coverage SET open_state = NULL WHERE group_number = ? AND from_ns = ?",
                    group.number(),
                    before.from());
        }
    }

    private static byte @Nullable [] state(Connection connection, CachedGroup group, long from) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT open_state FROM adei_coverage WHERE group_number = ? AND from_ns = ?",
                        row -> row.getBytes(1),
                        group.number(),
                        from)
                .orElse(null);
    }
}
