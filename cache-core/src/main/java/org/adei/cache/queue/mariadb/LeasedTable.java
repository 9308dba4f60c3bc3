package org.adei.cache.queue.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.adei.cache.queue.LeasedItem;
import org.adei.cache.queue.Outcome;

/**
 * Ends and prolongs leases. Every statement names one row by its key and proves token and time, judged after any wait
 * for the row; rows are visited in the order of their keys. An item that is put back for later stays here, leased to
 * nobody (token 0) until it is due. Whatever a worker says of an item ends the count of those that were lost over it.
 *
 * <p>Round trips, each for any number of items up to 200: one for done, one for put back until later, two for put back
 * at once, two for set aside, one for prolonged, and one where outcomes are of several kinds. Stateless; the transaction is the caller's.
 */
final class LeasedTable {
    private static final String MINE = "k = ? AND token = ? AND lease_until > SYSDATE(6)";

    private static final String DONE = "DELETE FROM adei_queue_leased WHERE " + MINE;

    private static final String LATER = """
            UPDATE adei_queue_leased
            SET token = 0, attempts = ?, failures = ?, lost = 0, lease_until = SYSDATE(6) + INTERVAL ? MICROSECOND
            WHERE %s
            """.formatted(MINE);

    private static final String NOW = """
            INSERT INTO adei_queue_ready
                (k, lane, part, group_number, from_ns, to_ns, payload, attempts, failures, since)
            SELECT k, lane, part, group_number, from_ns, to_ns, payload, ?, ?, since
            FROM adei_queue_leased WHERE %s FOR UPDATE
            """.formatted(MINE);

    private static final String ASIDE = """
            INSERT INTO adei_queue_quarantine (k, lane, part, group_number, from_ns, to_ns, payload, attempts, failures,
                since, reason, row_text, set_aside)
            SELECT k, lane, part, group_number, from_ns, to_ns, payload, attempts, failures + 1, since, ?, ?, SYSDATE(6)
            FROM adei_queue_leased WHERE %s FOR UPDATE
            """.formatted(MINE);

    private static final String LONGER = """
            UPDATE adei_queue_leased SET lost = 0, lease_until = SYSDATE(6) + INTERVAL ? MICROSECOND WHERE %s
            """.formatted(MINE);

    private LeasedTable() {}

    /** Stores outcomes and gives the leases that were not good; the caller then rolls back. */
    static List<LeasedItem> settle(Connection connection, List<? extends Outcome> outcomes) throws SQLException {
        List<Outcome.Done> done = some(outcomes, Outcome.Done.class);
        List<Outcome.PutBack> back = some(outcomes, Outcome.PutBack.class);
        List<Outcome.PutBack> later =
                back.stream().filter(each -> !each.pause().isZero()).toList();
        List<Outcome.PutBack> now =
                back.stream().filter(each -> each.pause().isZero()).toList();
        List<Outcome.Quarantined> aside = some(outcomes, Outcome.Quarantined.class);
        if (Stream.of(done, later, now, aside).filter(each -> !each.isEmpty()).count() > 1) {
            lock(connection, some(outcomes, Outcome.class));
        }
        List<LeasedItem> lost = new ArrayList<>();
        lost.addAll(done(connection, done));
        lost.addAll(later(connection, later));
        lost.addAll(now(connection, now));
        lost.addAll(aside(connection, aside));
        return lost;
    }

    /** Outcomes of different kinds are stored kind by kind, which alone would visit rows out of their order. */
    private static void lock(Connection connection, List<Outcome> outcomes) throws SQLException {
        Rows.each(
                connection,
                "UPDATE adei_queue_leased SET token = token WHERE k = ?",
                outcomes,
                (statement, outcome) ->
                        statement.setLong(1, outcome.lease().item().key()));
    }

    private static <T extends Outcome> List<T> some(List<? extends Outcome> outcomes, Class<T> kind) {
        return outcomes.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .sorted(Comparator.comparingLong(
                        outcome -> outcome.lease().item().key()))
                .toList();
    }

    private static List<LeasedItem> done(Connection connection, List<Outcome.Done> done) throws SQLException {
        int[] counts = Rows.each(connection, DONE, done, (statement, outcome) -> {
            statement.setLong(1, outcome.lease().item().key());
            statement.setLong(2, outcome.lease().token());
        });
        return untouched(done, counts);
    }

    private static List<LeasedItem> later(Connection connection, List<Outcome.PutBack> back) throws SQLException {
        int[] counts = Rows.each(connection, LATER, back, (statement, outcome) -> {
            statement.setInt(1, outcome.attempts());
            statement.setInt(2, outcome.failures());
            statement.setLong(3, outcome.pause().toNanos() / 1000);
            statement.setLong(4, outcome.lease().item().key());
            statement.setLong(5, outcome.lease().token());
        });
        return untouched(back, counts);
    }

    private static List<LeasedItem> now(Connection connection, List<Outcome.PutBack> back) throws SQLException {
        int[] counts = Rows.each(connection, NOW, back, (statement, outcome) -> {
            statement.setInt(1, outcome.attempts());
            statement.setInt(2, outcome.failures());
            statement.setLong(3, outcome.lease().item().key());
            statement.setLong(4, outcome.lease().token());
        });
        remove(connection, back);
        return untouched(back, counts);
    }

    private static List<LeasedItem> aside(Connection connection, List<Outcome.Quarantined> aside) throws SQLException {
        int[] counts = Rows.each(connection, ASIDE, aside, (statement, outcome) -> {
            statement.setString(1, outcome.reason());
            statement.setString(2, outcome.row());
            statement.setLong(3, outcome.lease().item().key());
            statement.setLong(4, outcome.lease().token());
        });
        remove(connection, aside);
        return untouched(aside, counts);
    }

    /** Of rows that are locked and copied; one that was not good makes the caller roll all back. */
    private static void remove(Connection connection, List<? extends Outcome> copied) throws SQLException {
        Rows.each(
                connection, "DELETE FROM adei_queue_leased WHERE k = ? AND token = ?", copied, (statement, outcome) -> {
                    statement.setLong(1, outcome.lease().item().key());
                    statement.setLong(2, outcome.lease().token());
                });
    }

    /** Prolongs leases and gives those that were not good. */
    static List<LeasedItem> renew(Connection connection, List<LeasedItem> leases, long micros) throws SQLException {
        List<LeasedItem> ordered = leases.stream()
                .sorted(Comparator.comparingLong(lease -> lease.item().key()))
                .toList();
        int[] counts = Rows.each(connection, LONGER, ordered, (statement, lease) -> {
            statement.setLong(1, micros);
            statement.setLong(2, lease.item().key());
            statement.setLong(3, lease.token());
        });
        List<LeasedItem> lost = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 1) {
                lost.add(ordered.get(i));
            }
        }
        return lost;
    }

    private static List<LeasedItem> untouched(List<? extends Outcome> outcomes, int[] counts) {
        List<LeasedItem> lost = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != 1) {
                lost.add(outcomes.get(i).lease());
            }
        }
        return lost;
    }
}
