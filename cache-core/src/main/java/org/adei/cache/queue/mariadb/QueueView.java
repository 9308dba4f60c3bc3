package org.adei.cache.queue.mariadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adei.cache.model.Interval;
import org.adei.cache.queue.LaneDepth;
import org.adei.cache.queue.QuarantinedItem;
import org.adei.cache.store.mariadb.Sql;
import org.adei.cache.work.LaneName;
import org.jspecify.annotations.Nullable;

/** Reads what is in the queue, one round trip each; one statement sees every item in one place. Stateless. */
final class QueueView {
    private static final String DEPTHS = """
            SELECT lane, SUM(state = 0), SUM(state = 1), SUM(state = 2), SUM(state = 3),
                   TIMESTAMPDIFF(MICROSECOND, MIN(IF(state < 3, since, NULL)), SYSDATE(6))
            FROM (SELECT lane, 0 AS state, since FROM adei_queue_ready
                  UNION ALL SELECT lane, IF(token = 0, 2, 1), since FROM adei_queue_leased
                  UNION ALL SELECT lane, 3, since FROM adei_queue_quarantine) AS items
            GROUP BY lane
            """;

    private static final String ITEMS = """
            SELECT group_number, from_ns, to_ns FROM adei_queue_ready WHERE lane = ?
            UNION ALL SELECT group_number, from_ns, to_ns FROM adei_queue_leased WHERE lane = ?
            UNION ALL SELECT group_number, from_ns, to_ns FROM adei_queue_quarantine WHERE lane = ?
            ORDER BY 1, 2
            """;

    private static final String QUARANTINED = """
            SELECT k, lane, group_number, from_ns, to_ns, payload, reason, row_text, attempts,
                   TIMESTAMPDIFF(MICROSECOND, set_aside, SYSDATE(6))
            FROM adei_queue_quarantine %s ORDER BY set_aside DESC, k LIMIT ?
            """;

    private static final String ANY_QUARANTINED = QUARANTINED.formatted("");
    private static final String QUARANTINED_OF_GROUP = QUARANTINED.formatted("WHERE group_number = ?");

    private QueueView() {}

    static List<LaneDepth> depths(Connection connection) throws SQLException {
        Map<LaneName, LaneDepth> found = new HashMap<>();
        for (LaneDepth depth : Sql.list(connection, DEPTHS, QueueView::depth)) {
            found.put(depth.lane(), depth);
        }
        List<LaneDepth> all = new ArrayList<>();
        for (LaneName lane : LaneName.values()) {
            all.add(found.getOrDefault(lane, new LaneDepth(lane, 0, 0, 0, 0, null)));
        }
        return all;
    }

    private static LaneDepth depth(ResultSet row) throws SQLException {
        long micros = row.getLong(6);
        @Nullable Duration oldest = row.wasNull() ? null : Duration.ofNanos(1000 * Math.max(0, micros));
        return new LaneDepth(
                Rows.lane(row.getInt(1)), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5), oldest);
    }

    static Map<Long, List<Interval>> items(Connection connection, LaneName lane) throws SQLException {
        int number = Rows.number(lane);
        Map<Long, List<Interval>> items = new HashMap<>();
        Sql.list(
                connection,
                ITEMS,
                row -> items.computeIfAbsent(row.getLong(1), group -> new ArrayList<>())
                        .add(Rows.interval(row, 2)),
                number,
                number,
                number);
        return items;
    }

    static List<QuarantinedItem> quarantined(Connection connection, int most) throws SQLException {
        return Sql.list(connection, ANY_QUARANTINED, QueueView::quarantinedItem, most);
    }

    static List<QuarantinedItem> quarantined(Connection connection, long group, int most) throws SQLException {
        return Sql.list(connection, QUARANTINED_OF_GROUP, QueueView::quarantinedItem, group, most);
    }

    private static QuarantinedItem quarantinedItem(ResultSet row) throws SQLException {
        return new QuarantinedItem(
                Rows.item(row),
                row.getString(7),
                row.getString(8),
                row.getInt(9),
                Duration.ofNanos(1000 * Math.max(0, row.getLong(10))));
    }
}
