package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.TailStore;

/**
 * Statements on {@code adei_tail}: the base of a group's newest rows, valid as long as nobody else has written behind it
 * or forgotten anything there. Stateless.
 */
final class TailTable {
    private TailTable() {}

    /** The base of a claim that starts there. */
    static Optional<TailStore.Base> base(Connection connection, CachedGroup group, long from) throws SQLException {
        return Sql.first(
                connection,
                "SELECT base_ns, base_rows, base_state FROM adei_tail WHERE group_number = ? AND from_ns = ?",
                row -> new TailStore.Base(row.getLong(1), row.getLong(2), row.getBytes(3)),
                group.number(),
                from);
    }

    /** Start of the claim that the base belongs to, empty if there is no base in the row. */
    static Optional<Long> start(Connection connection, CachedGroup group, SpanRow row) throws SQLException {
        return Sql.first(
                connection,
                "SELECT from_ns FROM adei_tail WHERE group_number = ? AND from_ns >= ? AND base_ns <= ?",
                found -> found.getLong(1),
                group.number(),
                row.from(),
                row.to());
    }

    /** A REPLACE would lock the gap to the next group, and writers of many groups would come to a deadlock. */
    static void put(Connection connection, CachedGroup group, long from, TailStore.Base base) throws SQLException {
        Sql.update(connection, """
                INSERT INTO adei_tail (group_number, from_ns, base_ns, base_rows, base_state) VALUES (?, ?, ?, ?, ?)
                ON DUPLICATE KEY UPDATE
                    base_ns = VALUES(base_ns), base_rows = VALUES(base_rows), base_state = VALUES(base_state)
                """, group.number(), from, base.time(), base.rows(), base.state());
    }

    /** Forgets the base if it lies before the time, since what is behind it changes. */
    static void drop(Connection connection, CachedGroup group, long before) throws SQLException {
        Sql.update(connection, "DELETE FROM adei_tail WHERE group_number = ? AND base_ns < ?", group.number(), before);
    }
}
