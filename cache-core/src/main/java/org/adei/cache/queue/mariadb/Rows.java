package org.adei.cache.queue.mariadb;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.queue.WorkItem;
import org.adei.cache.work.LaneName;

/** Statements for many rows by their keys, sent together, and how an item is read. Stateless. */
final class Rows {
    /** Statements that are on their way at once: less than what fits into the buffers of a connection. */
    private static final int AT_ONCE = 200;

    private Rows() {}

    /**
     * Runs a statement once for each value; one round trip per 200.
     *
     * @return rows that each touched
     */
    static <T> int[] each(Connection connection, String sql, List<T> values, Binder<T> binder) throws SQLException {
        int[] counts = new int[values.size()];
        if (counts.length == 0) {
            return counts;
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int from = 0; from < counts.length; from += AT_ONCE) {
                List<T> some = values.subList(from, Math.min(counts.length, from + AT_ONCE));
                for (T value : some) {
                    binder.bind(statement, value);
                    statement.addBatch();
                }
                int[] touched = statement.executeBatch();
                System.arraycopy(touched, 0, counts, from, touched.length);
            }
        }
        return counts;
    }

    /** Reads k, lane, group_number, from_ns, to_ns, payload. */
    static WorkItem item(ResultSet row) throws SQLException {
        return new WorkItem(row.getLong(1), lane(row.getInt(2)), row.getLong(3), interval(row, 4), row.getString(6));
    }

    static Interval interval(ResultSet row, int column) throws SQLException {
        return new Interval(row.getLong(column), row.getLong(column + 1));
    }

    static int number(LaneName lane) {
        return switch (lane) {
            case CURRENT -> 1;
            case ARCHIVE -> 2;
            case LOG -> 3;
        };
    }

    static LaneName lane(int number) {
        return switch (number) {
            case 1 -> LaneName.CURRENT;
            case 2 -> LaneName.ARCHIVE;
            case 3 -> LaneName.LOG;
            default ->
                throw new IllegalStateException("lane " + number
                        + " in the queue is not known: expected 1 to 3; a newer program has written it");
        };
    }

    /** Sets the parameters for one value. */
    @FunctionalInterface
    interface Binder<T> {
        void bind(PreparedStatement statement, T value) throws SQLException;
    }
}
