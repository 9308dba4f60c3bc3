package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.source.RowCursor;
import org.adei.cache.store.Batch;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Span;
import org.adei.cache.store.WindowSeries;

/** Reads the cache of one server. Thread-safe. */
final class MariaDbReader implements CacheReader {
    private final Database database;
    private final Layout layout;
    private final Healing healing;

    MariaDbReader(Database database, Layout layout) {
        this.healing = new Healing(database, layout);
        this.database = database;
        this.layout = layout;
    }

    @Override
    public WindowSeries windows(CachedGroup group, Level level, Interval interval, int[] positions, int limit) {
        Layout.WindowRange range = new Layout.WindowRange(interval, positions, limit);
        return healing.meeting(() -> database.with(
                "cannot read windows of group " + group.id(),
                connection -> layout.windows(connection, group, level, range)));
    }

    @Override
    public List<WindowSeries> plot(CachedGroup group, Plot plot) {
        return healing.meeting(() -> database.with(
                "cannot read windows of group " + group.id(), connection -> layout.plot(connection, group, plot)));
    }

    @Override
    public RowCursor rows(CachedGroup group, Interval interval, int[] positions) {
        String act = "cannot read raw rows of group " + group.id();
        Connection connection = database.connect(act);
        try {
            return healing.meeting(layout.rows(connection, group, interval, positions));
        } catch (SQLException e) {
            try {
                connection.close();
            } catch (SQLException closing) {
                e.addSuppressed(closing);
            }
            throw SqlFailures.of(act, e);
        }
    }

    @Override
    public Optional<byte[]> openState(CachedGroup group) {
        return database
                .with(
                        "cannot read the open windows of group " + group.id(),
                        connection -> Sql.list(
                                connection,
                                "SELECT open_state FROM adei_coverage WHERE group_number = ? ORDER BY from_ns DESC LIMIT 1",
                                row -> Optional.ofNullable(row.getBytes(1)),
                                group.number()))
                .stream()
                .findFirst()
                .flatMap(state -> state);
    }

    @Override
    public Optional<byte[]> openState(CachedGroup group, Span span) {
        return database
                .with(
                        "cannot read the open windows of group " + group.id() + " at the end of " + span.covered(),
                        connection -> Sql.list(
                                connection,
                                """
                                SELECT open_state FROM adei_coverage
                                WHERE group_number = ? AND from_ns >= ? AND from_ns <= ? AND to_ns = ?
                                ORDER BY from_ns DESC LIMIT 1
                                """,
                                row -> Optional.ofNullable(row.getBytes(1)),
                                group.number(),
                                span.covered().from(),
                                span.covered().to(),
                                span.covered().to()))
                .stream()
                .findFirst()
                .flatMap(state -> state);
    }

    @Override
    public Covered covered(CachedGroup group) {
        return database.with("cannot read what is cached of group " + group.id(), connection -> {
            byte[][] state = new byte[1][];
            List<Span> spans = Sql.list(
                    connection,
                    """
                    SELECT from_ns, to_ns, goal_ns, open_state IS NOT NULL, cached_rows,
                        IF(from_ns = (SELECT MAX(l.from_ns) FROM adei_coverage l WHERE l.group_number = ?),
                            open_state, NULL)
                    FROM adei_coverage WHERE group_number = ? ORDER BY from_ns
                    """,
                    row -> {
                        state[0] = row.getBytes(6);
                        Interval interval = new Interval(row.getLong(1), row.getLong(2));
                        long goal = Math.max(row.getLong(2), row.getLong(3));
                        return new Span(interval, goal, row.getBoolean(4), false, row.getLong(5));
                    },
                    group.number(),
                    group.number());
            return new Covered(spans, state[0]);
        });
    }

    @Override
    public Map<Integer, LevelSize> sizes(CachedGroup group) {
        return database.with(
                "cannot read the sizes of group " + group.id(), connection -> layout.sizes(connection, group));
    }

    @Override
    public List<Batch.RejectedRow> rejected(CachedGroup group, int limit) {
        return database.with(
                "cannot read the rejected rows of group " + group.id(),
                connection -> RejectedRows.newest(connection, group, limit));
    }
}
