package org.adei.cache.queue.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.adei.cache.queue.Demand;
import org.adei.cache.queue.LeasedItem;
import org.adei.cache.store.mariadb.Sql;

/**
 * Hands out what is ready. Items lie in the order of handing out, by lane and partition; there is no second index that
 * would have to be kept, and rows that another claim has locked are passed over.
 *
 * <p>Round trips: two from a partition that has enough (one statement copies the first items into the leased table and
 * returns them, one batch removes them here by their keys), and where it has none, one to find the others and two for the
 * one that is taken from. Stateless; the transaction is the caller's.
 */
final class ReadyTable {
    private static final String TAKE = """
            INSERT INTO adei_queue_leased
                (k, lane, part, group_number, from_ns, to_ns, payload, attempts, failures, since, lost, token, lease_until)
            SELECT k, lane, part, group_number, from_ns, to_ns, payload, attempts + 1, failures, since, lost, ?,
                SYSDATE(6) + INTERVAL ? MICROSECOND
            FROM adei_queue_ready WHERE lane = ? AND part = ? %s ORDER BY k LIMIT ? FOR UPDATE SKIP LOCKED
            RETURNING k, lane, group_number, from_ns, to_ns, payload, attempts, failures
            """;

    private ReadyTable() {}

    /**
     * A lease to be given.
     *
     * @param token proves it
     * @param micros how long it lasts
     */
    record Grant(long token, long micros) {}

    /**
     * Takes items from one partition: from this one, or where it has none from the next that has some. Fewer than were
     * asked for are not filled up from another partition: a claim waits for items that a transaction under way has taken
     * out, as they are marked and not yet gone, so that two claims that hold items in two partitions each and cross over
     * would come to a deadlock.
     */
    static List<LeasedItem> take(Connection connection, Demand demand, int partition, Grant grant) throws SQLException {
        List<LeasedItem> items = takeFrom(connection, demand, partition, grant);
        if (items.isEmpty()) {
            Iterator<Integer> others = others(connection, demand, partition).iterator();
            while (items.isEmpty() && others.hasNext()) {
                items = takeFrom(connection, demand, others.next(), grant);
            }
        }
        return items;
    }

    /** Partitions that have something, those behind the own one first so that not all workers go to the same. */
    private static List<Integer> others(Connection connection, Demand demand, int partition) throws SQLException {
        return Sql.list(connection, """
                SELECT DISTINCT part FROM adei_queue_ready WHERE lane = ? AND part <> ? ORDER BY part < ?, part
                """, row -> row.getInt(1), Rows.number(demand.lane()), partition, partition);
    }

    private static List<LeasedItem> takeFrom(Connection connection, Demand demand, int partition, Grant grant)
            throws SQLException {
        List<LeasedItem> items = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                TAKE.formatted(leftOut(demand.without().size())))) {
            statement.setLong(1, grant.token());
            statement.setLong(2, grant.micros());
            statement.setInt(3, Rows.number(demand.lane()));
            statement.setInt(4, partition);
            int last = bindLeftOut(statement, demand, 5);
            statement.setInt(last, demand.most());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    items.add(new LeasedItem(Rows.item(row), row.getInt(7), row.getInt(8), grant.token()));
                }
            }
        }
        Rows.each(
                connection,
                "DELETE FROM adei_queue_ready WHERE lane = ? AND part = ? AND k = ?",
                items,
                (statement, lease) -> {
                    statement.setInt(1, Rows.number(demand.lane()));
                    statement.setInt(2, partition);
                    statement.setLong(3, lease.item().key());
                });
        return items;
    }

    /** Places for a power of two of numbers, so that few statements have to be kept prepared. */
    private static String leftOut(int count) {
        return count == 0 ? "" : "AND group_number NOT IN (?" + ", ?".repeat(places(count) - 1) + ")";
    }

    private static int places(int count) {
        return count == 1 ? 1 : Integer.highestOneBit(count - 1) << 1;
    }

    private static int bindLeftOut(PreparedStatement statement, Demand demand, int from) throws SQLException {
        int index = from;
        long last = 0;
        for (long group : demand.without()) {
            statement.setLong(index++, group);
            last = group;
        }
        int end = demand.without().isEmpty()
                ? from
                : from + places(demand.without().size());
        while (index < end) {
            statement.setLong(index++, last);
        }
        return index;
    }
}
