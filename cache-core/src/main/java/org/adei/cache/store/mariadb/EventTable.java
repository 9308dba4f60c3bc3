package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.adei.cache.log.Event;
import org.adei.cache.log.EventQuery;
import org.adei.cache.log.EventText;
import org.adei.cache.log.Severity;
import org.adei.cache.model.Interval;
import org.adei.cache.source.RowBlock;
import org.adei.cache.store.CachedGroup;

/** Texts of events: the table {@code adei_event}, one row for each raw row of a group of events. Pure SQL. */
final class EventTable {
    /** Bytes sent at a time. */
    private static final int PACKET_BYTES = 900_000;

    private static final String INSERT = """
            INSERT INTO adei_event (group_number, time_ns, number, severity, source, message) VALUES (?, ?, ?, ?, ?, ?)
            """;

    private EventTable() {}

    /** Inserts the texts of rows; rows of one time are numbered in their order. */
    static void insert(Connection connection, CachedGroup group, RowBlock rows) throws SQLException {
        if (!rows.hasTexts()) {
            return;
        }
        long[] times = rows.times();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            int number = 0;
            long bytes = 0;
            for (int i = 0; i < rows.size(); i++) {
                number = i > 0 && times[i] == times[i - 1] ? number + 1 : 0;
                EventText text = rows.text(i);
                if (text != null) {
                    insert.setLong(1, group.number());
                    insert.setLong(2, times[i]);
                    insert.setInt(3, number);
                    insert.setInt(4, severity(rows, i).ordinal());
                    insert.setString(5, text.source());
                    insert.setString(6, text.message());
                    insert.addBatch();
                    bytes += 3L * (text.message().length() + text.source().length()) + 40;
                }
                if (bytes > PACKET_BYTES) {
                    insert.executeBatch();
                    bytes = 0;
                }
            }
            insert.executeBatch();
        }
    }

    private static Severity severity(RowBlock rows, int row) {
        for (Severity severity : Severity.values()) {
            if (rows.values(severity.ordinal())[row] == 1) {
                return severity;
            }
        }
        return Severity.UNKNOWN;
    }

    static void erase(Connection connection, CachedGroup group, Interval interval) throws SQLException {
        Sql.update(
                connection,
                "DELETE FROM adei_event WHERE group_number = ? AND time_ns >= ? AND time_ns < ?",
                group.number(),
                interval.from(),
                interval.to());
    }

    /** Events in order of time. */
    static List<Event> find(Connection connection, CachedGroup group, EventQuery query) throws SQLException {
        StringBuilder sql = new StringBuilder("""
                SELECT time_ns, severity, source, message FROM adei_event
                WHERE group_number = ? AND time_ns >= ? AND time_ns < ?""");
        List<Object> values = new ArrayList<>(List.of(
                group.number(), query.interval().from(), query.interval().to()));
        if (!query.severities().isEmpty()) {
            sql.append(" AND severity IN (")
                    .append(String.join(
                            ", ", Collections.nCopies(query.severities().size(), "?")))
                    .append(')');
            query.severities().forEach(severity -> values.add(severity.ordinal()));
        }
        if (!query.source().isEmpty()) {
            sql.append(" AND source = ?");
            values.add(query.source());
        }
        FullText words = FullText.of(query.text());
        if (!words.indexed().isEmpty()) {
            sql.append(" AND MATCH (message) AGAINST (? IN BOOLEAN MODE)");
            values.add(words.indexed());
        }
        for (String word : words.others()) {
            sql.append(" AND message REGEXP ?");
            values.add("(?i)(?<![\\p{L}\\p{N}_])" + word + "(?![\\p{L}\\p{N}_])");
        }
        sql.append(" ORDER BY time_ns, number LIMIT ?");
        values.add(query.limit());
        return Sql.list(
                connection,
                sql.toString(),
                row -> new Event(
                        row.getLong(1),
                        Severity.values()[row.getInt(2)],
                        new EventText(row.getString(3), row.getString(4))),
                values.toArray());
    }

    /**
     * Deletes old events of a severity; their counts stay.
     *
     * @param most most events to delete
     * @return how many were deleted; less than {@code most} once no more are left
     */
    static int expire(Connection connection, Severity severity, Duration age, int most) throws SQLException {
        return Sql.update(connection, """
                DELETE FROM adei_event
                WHERE severity = ? AND time_ns < TIMESTAMPDIFF(SECOND, '1970-01-01', UTC_TIMESTAMP()) * 1000000000 - ?
                ORDER BY time_ns LIMIT ?
                """, severity.ordinal(), age.toNanos(), most);
    }
}
