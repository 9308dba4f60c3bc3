package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adei.cache.model.Interval;
import org.adei.cache.store.CachedGroup;
import org.jspecify.annotations.Nullable;

/**
 * Statements on {@code adei_conversion}: what has still to be copied from one layout to another. Whoever copies there, and
 * whoever takes something out of what is cached, locks its rows first, so that nothing is copied that is gone. Stateless.
 */
final class ConversionTable {
    private static final String ROWS = """
            SELECT from_ns, position_ns, to_ns, close_ns FROM adei_conversion WHERE group_number = ? ORDER BY from_ns
            """;

    private ConversionTable() {}

    static List<Region> all(Connection connection, CachedGroup group) throws SQLException {
        return list(connection, group, "");
    }

    /** The first region, locked until the end of the transaction. */
    static Optional<Region> first(Connection connection, CachedGroup group) throws SQLException {
        return list(connection, group, "LIMIT 1 FOR UPDATE").stream().findFirst();
    }

    private static List<Region> list(Connection connection, CachedGroup group, String end) throws SQLException {
        return Sql.list(
                connection,
                ROWS + end,
                row -> new Region(row.getLong(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                group.number());
    }

    /** Windows open where a region stands. */
    static byte @Nullable [] state(Connection connection, CachedGroup group, Region region) throws SQLException {
        return Sql.first(
                        connection,
                        "SELECT open_state FROM adei_conversion WHERE group_number = ? AND from_ns = ?",
                        row -> Optional.ofNullable(row.getBytes(1)),
                        group.number(),
                        region.from())
                .flatMap(state -> state)
                .orElse(null);
    }

    static void insert(Connection connection, CachedGroup group, Region region) throws SQLException {
        Sql.update(connection, """
                INSERT INTO adei_conversion (group_number, from_ns, position_ns, to_ns, close_ns)
                VALUES (?, ?, ?, ?, ?)
                """, group.number(), region.from(), region.position(), region.to(), region.close());
    }

    static void move(Connection connection, CachedGroup group, Region region, byte @Nullable [] state)
            throws SQLException {
        Sql.update(
                connection,
                "UPDATE adei_conversion SET position_ns = ?, open_state = ? WHERE group_number = ? AND from_ns = ?",
                region.position(),
                state,
                group.number(),
                region.from());
    }

    static void delete(Connection connection, CachedGroup group, Region region) throws SQLException {
        Sql.update(
                connection,
                "DELETE FROM adei_conversion WHERE group_number = ? AND from_ns = ?",
                group.number(),
                region.from());
    }

    /** Leaves out what is about to be erased, or written anew in all layouts; nothing where nothing is converted. */
    static void trim(Connection connection, CachedGroup group, Interval gone) throws SQLException {
        if (group.storage().target() == null) {
            return;
        }
        for (Region region : new ArrayList<>(list(connection, group, "FOR UPDATE"))) {
            List<Region> left = region.without(gone);
            if (left.equals(List.of(region))) {
                continue;
            }
            if (left.isEmpty() || left.get(0).from() != region.from()) {
                delete(connection, group, region);
            } else {
                Region first = left.get(0);
                Sql.update(
                        connection,
                        "UPDATE adei_conversion SET to_ns = ?, close_ns = ? WHERE group_number = ? AND from_ns = ?",
                        first.to(),
                        first.close(),
                        group.number(),
                        region.from());
            }
            for (Region each : left) {
                if (each.from() != region.from()) {
                    insert(connection, group, each);
                }
            }
        }
    }

    /**
     * A part of what was cached when a conversion began.
     *
     * @param from its start
     * @param position up to where it is copied
     * @param to its end
     * @param close windows that end at or before it are copied; later ones are written by those who cache the group
     */
    record Region(long from, long position, long to, long close) {
        long left() {
            return to - position;
        }

        /** What is left of it to copy; an interval ends on edges of the coarsest level, or has no end. */
        List<Region> without(Interval gone) {
            if (gone.to() <= position || gone.from() >= to) {
                return List.of(this);
            }
            List<Region> left = new ArrayList<>();
            if (gone.from() > position) {
                left.add(new Region(from, position, gone.from(), Math.min(close, gone.from())));
            }
            if (gone.to() < to) {
                left.add(new Region(gone.to(), gone.to(), to, close));
            }
            return left;
        }
    }
}
