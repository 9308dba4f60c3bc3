package org.adei.cache.queue.mariadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.adei.cache.queue.AttemptPolicy;
import org.adei.cache.queue.Swept;
import org.adei.cache.store.mariadb.Sql;

/**
 * Puts back what was not ended in time. Candidates are found without locks, by the index on the end of leases (with
 * {@code NOW(6)}, which an index can serve); each is then judged again by key, token and {@code SYSDATE(6)} as it is
 * moved, so that a lease that was renewed meanwhile stays. A worker counts as lost over its item if its process is gone;
 * one that only waited too long for a source does not.
 *
 * <p>Round trips: one where nothing is due; else three, and three for those that are given up, per 200 items. Stateless;
 * the transaction is the caller's.
 */
final class Sweeper {
    private static final String STALE = "k = ? AND token = ? AND lease_until <= SYSDATE(6)";

    private static final String BACK = """
            INSERT INTO adei_queue_ready
                (k, lane, part, group_number, from_ns, to_ns, payload, attempts, failures, since, lost)
            SELECT k, lane, part, group_number, from_ns, to_ns, payload, attempts, failures, since, lost + ?
            FROM adei_queue_leased WHERE %s FOR UPDATE SKIP LOCKED
            """.formatted(STALE);

    private static final String GIVEN_UP = """
            INSERT INTO adei_queue_quarantine (k, lane, part, group_number, from_ns, to_ns, payload, attempts, failures,
                since, reason, row_text, set_aside)
            SELECT k, lane, part, group_number, from_ns, to_ns, payload, attempts, failures, since,
                IF(? = 0, CONCAT('handed out ', attempts, ' times without an end'),
                    CONCAT('its worker was lost ', lost + 1, ' times in a row without progress: it died or froze,',
                        ' perhaps by this item; look into the logs of the workers, then retry')), '', SYSDATE(6)
            FROM adei_queue_leased WHERE %s FOR UPDATE SKIP LOCKED
            """.formatted(STALE);

    private Sweeper() {}

    /**
     * What has run out.
     *
     * @param token 0 if it only waited
     * @param lost workers in a row that are gone, this one included
     * @param gone whether the last one is
     */
    private record Stale(long key, long token, int attempts, int lost, boolean gone) {
        boolean hopeless(AttemptPolicy policy) {
            return token != 0 && (gone && policy.givesUp(lost) || attempts >= policy.passing());
        }
    }

    static Swept sweep(Connection connection, int most, AttemptPolicy policy) throws SQLException {
        List<Stale> stale =
                Sql.list(connection, """
                SELECT k, token, attempts, lost, token <> 0 AND NOT EXISTS (SELECT * FROM adei_queue_owner o
                    WHERE o.owner = token >> ? AND o.beat > SYSDATE(6) - INTERVAL ? SECOND)
                FROM adei_queue_leased WHERE lease_until < NOW(6) ORDER BY lease_until LIMIT ?
                """, Sweeper::stale, Owners.COUNT_BITS, Owners.SILENT_SECONDS, most).stream()
                        .sorted(java.util.Comparator.comparingLong(Stale::key))
                        .toList();
        List<Stale> hopeless =
                stale.stream().filter(each -> each.hopeless(policy)).toList();
        List<Stale> others =
                stale.stream().filter(each -> !hopeless.contains(each)).toList();
        List<Stale> back = move(connection, BACK, others);
        int due = (int) back.stream().filter(each -> each.token() == 0).count();
        return new Swept(
                back.size() - due, due, move(connection, GIVEN_UP, hopeless).size());
    }

    private static Stale stale(ResultSet row) throws SQLException {
        boolean gone = row.getBoolean(5);
        return new Stale(row.getLong(1), row.getLong(2), row.getInt(3), row.getInt(4) + (gone ? 1 : 0), gone);
    }

    private static List<Stale> move(Connection connection, String sql, List<Stale> stale) throws SQLException {
        int[] counts = Rows.each(connection, sql, stale, (statement, each) -> {
            statement.setInt(1, each.gone() ? 1 : 0);
            statement.setLong(2, each.key());
            statement.setLong(3, each.token());
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
