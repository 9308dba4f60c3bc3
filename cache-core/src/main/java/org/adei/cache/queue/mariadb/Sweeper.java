package org.adei.cache.queue.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.adei.cache.queue.AttemptPolicy;
import org.adei.cache.queue.Swept;
import org.adei.cache.store.mariadb.Sql;

/**
 * Puts back what was not ended in time. Candidates are found without locks, by the index on the end of leases (with
 * {@code NOW(6)}, which an index can serve); each is then judged again by key, token and {@code SYSDATE(6)} as it is
 * moved, so that a lease that was renewed meanwhile stays.
 *
 * <p>Round trips: one where nothing is due; else three, and three for those that are given up, per 200 items. Stateless;
 * the transaction is the caller's.
 */
final class Sweeper {
    private static final String STALE = "k = ? AND token = ? AND lease_until <= SYSDATE(6)";

    private static final String BACK = """
            INSERT INTO adei_queue_ready
                (k, lane, part, group_number, from_ns, to_ns, payload, attempts, failures, since)
            SELECT k, lane, part, group_number, from_ns, to_ns, payload, attempts, failures, since
            FROM adei_queue_leased WHERE %s FOR UPDATE SKIP LOCKED
            """.formatted(STALE);

    private static final String GIVEN_UP = """
            INSERT INTO adei_queue_quarantine (k, lane, part, group_number, from_ns, to_ns, payload, attempts, failures,
                since, reason, row_text, set_aside)
            SELECT k, lane, part, group_number, from_ns, to_ns, payload, attempts, failures, since,
                CONCAT('handed out ', attempts, ' times without an end: workers died or froze over it'), '', SYSDATE(6)
            FROM adei_queue_leased WHERE %s FOR UPDATE SKIP LOCKED
            """.formatted(STALE);

    private Sweeper() {}

    private record Stale(long key, long token, int attempts) {}

    static Swept sweep(Connection connection, int most, AttemptPolicy policy) throws SQLException {
        List<Stale> stale =
                Sql.list(connection, """
                SELECT k, token, attempts FROM adei_queue_leased WHERE lease_until < NOW(6) ORDER BY lease_until LIMIT ?
                """, row -> new Stale(row.getLong(1), row.getLong(2), row.getInt(3)), most)
                        .stream()
                        .sorted(java.util.Comparator.comparingLong(Stale::key))
                        .toList();
        List<Stale> hopeless = stale.stream()
                .filter(each -> each.token() != 0 && policy.givesUp(each.attempts()))
                .toList();
        List<Stale> others =
                stale.stream().filter(each -> !hopeless.contains(each)).toList();
        List<Stale> back = move(connection, BACK, others);
        int due = (int) back.stream().filter(each -> each.token() == 0).count();
        return new Swept(
                back.size() - due, due, move(connection, GIVEN_UP, hopeless).size());
    }

    private static List<Stale> move(Connection connection, String sql, List<Stale> stale) throws SQLException {
        int[] counts = Rows.each(connection, sql, stale, (statement, each) -> {
            statement.setLong(1, each.key());
            statement.setLong(2, each.token());
        });
        List<Stale> moved = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                moved.add(stale.get(i));
            }
        }
        Rows.each(connection, "DELETE FROM adei_queue_leased WHERE k = ? AND token = ?", moved, (statement, each) -> {
            statement.setLong(1, each.key());
            statement.setLong(2, each.token());
        });
        return moved;
    }
}
