package org.adei.cache.queue.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.adei.cache.queue.Enqueued;
import org.adei.cache.queue.NewItem;
import org.adei.cache.queue.QueueLimits;
import org.adei.cache.queue.WorkItem;
import org.adei.cache.store.mariadb.Sql;

/**
 * Puts items in. The row of the counter is locked first, so that one transaction at a time adds; what is there is then
 * read in one statement over all tables, which sees an item that moves in exactly one of them. So an item is there once
 * without an index for it, which every claim would have to keep.
 *
 * <p>Round trips: three, and one per 200 items. Stateless; the transaction is the caller's.
 */
final class Arrival {
    private static final String PRESENT = """
            SELECT lane, group_number, from_ns, to_ns, TRUE FROM adei_queue_ready
            UNION ALL SELECT lane, group_number, from_ns, to_ns, TRUE FROM adei_queue_leased
            UNION ALL SELECT lane, group_number, from_ns, to_ns, FALSE FROM adei_queue_quarantine
            """;

    private static final String ADD = """
            INSERT INTO adei_queue_ready
                (k, lane, part, group_number, from_ns, to_ns, payload, attempts, failures, since)
            VALUES (?, ?, ?, ?, ?, ?, ?, 0, 0, SYSDATE(6))
            """;

    private Arrival() {}

    private record Present(NewItem.Name name, boolean open) {}

    private record Placed(NewItem item, long sequence) {}

    static Enqueued add(Connection connection, List<NewItem> items, QueueLimits limits) throws SQLException {
        long sequence = Sql.number(connection, "SELECT sequence FROM adei_queue_counter WHERE id = 1 FOR UPDATE");
        Set<NewItem.Name> names = new HashSet<>();
        long open = 0;
        for (Present present : present(connection)) {
            names.add(present.name());
            open += present.open() ? 1 : 0;
        }
        List<Placed> added = new ArrayList<>();
        int refused = 0;
        for (NewItem item : items) {
            if (names.contains(item.name())) {
                continue;
            }
            if (open >= limits.most()) {
                refused++;
            } else {
                names.add(item.name());
                added.add(new Placed(item, ++sequence));
                open++;
            }
        }
        store(connection, added, limits.partitions());
        return new Enqueued(added.size(), items.size() - added.size() - refused, refused);
    }

    private static List<Present> present(Connection connection) throws SQLException {
        return Sql.list(
                connection,
                PRESENT,
                row -> new Present(
                        new NewItem.Name(Rows.lane(row.getInt(1)), row.getLong(2), Rows.interval(row, 3)),
                        row.getBoolean(5)));
    }

    private static void store(Connection connection, List<Placed> added, int partitions) throws SQLException {
        if (added.isEmpty()) {
            return;
        }
        Sql.update(connection, "UPDATE adei_queue_counter SET sequence = sequence + ? WHERE id = 1", added.size());
        Rows.each(connection, ADD, added, (statement, placed) -> {
            NewItem item = placed.item();
            statement.setLong(1, WorkItem.key(item.priority(), placed.sequence()));
            statement.setInt(2, Rows.number(item.lane()));
            statement.setInt(3, (int) (placed.sequence() % partitions));
            statement.setLong(4, item.group());
            statement.setLong(5, item.interval().from());
            statement.setLong(6, item.interval().to());
            statement.setString(7, item.payload());
        });
    }
}
