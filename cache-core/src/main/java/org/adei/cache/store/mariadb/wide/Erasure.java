package org.adei.cache.store.mariadb.wide;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.model.Nanos;
import org.adei.cache.store.mariadb.Sql;

/** Deletes rows and windows from the front of an interval, whole seconds at a time. Stateless. */
final class Erasure {
    private Erasure() {}

    /**
     * Deletes.
     *
     * @param levels tables that have rows, the one with most of them first
     * @param rows how many of the first table to delete, about
     * @return up to where nothing is left
     */
    static long erase(Connection connection, List<WideTable> levels, Interval interval, int rows) throws SQLException {
        LocalDateTime from = DateTimes.of(interval.from());
        LocalDateTime to = DateTimes.ceiling(interval.to());
        LocalDateTime end = end(connection, levels.get(0), from, to, rows);
        for (WideTable table : levels) {
            for (int part = 0; part < table.parts(); part++) {
                if (exists(connection, table.part(part))) {
                    Sql.update(
                            connection,
                            "DELETE FROM " + TableName.quoted(table.part(part)) + " WHERE time >= ? AND time < ?",
                            from,
                            end);
                }
            }
        }
        return end.equals(to) ? interval.to() : end.toEpochSecond(ZoneOffset.UTC) * Nanos.PER_SECOND;
    }

    /** Deletes all raw rows from a time on, to the nanosecond, and the windows that end behind it. */
    static void rewind(Connection connection, List<WideTable> levels, long from) throws SQLException {
        for (WideTable table : levels) {
            for (int part = 0; part < table.parts(); part++) {
                String delete = "DELETE FROM " + TableName.quoted(table.part(part)) + " WHERE time >= ?";
                if (!table.isRaw()) {
                    Sql.update(connection, delete, DateTimes.of(new Level(table.level()).floor(from)));
                } else if (part == 0) {
                    Sql.update(connection, delete + " AND id + 0 >= ?", DateTimes.of(from), from);
                } else {
                    LocalDateTime second = DateTimes.of(from);
                    long nanos = Math.floorMod(from, Nanos.PER_SECOND);
                    Sql.update(connection, delete + " AND (time > ? OR ns >= ?)", second, second, nanos);
                }
            }
        }
    }

    private static LocalDateTime end(
            Connection connection, WideTable first, LocalDateTime from, LocalDateTime to, int rows)
            throws SQLException {
        if (!exists(connection, first.part(0))) {
            return to;
        }
        return Sql.first(
                        connection,
                        "SELECT GREATEST(time, (SELECT MIN(time) FROM %1$s WHERE time >= ?) + INTERVAL 1 SECOND) FROM %1$s"
                                        .formatted(TableName.quoted(first.part(0)))
                                + " WHERE time >= ? AND time < ? ORDER BY time LIMIT 1 OFFSET ?",
                        row -> row.getObject(1, LocalDateTime.class),
                        from,
                        from,
                        to,
                        rows)
                .orElse(to);
    }

    /** A table that was dropped by hand has nothing to erase. */
    private static boolean exists(Connection connection, String table) throws SQLException {
        return !WideSchema.columns(connection, Set.of(table)).isEmpty();
    }
}
