package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.adei.cache.aggregate.Aggregator;
import org.adei.cache.aggregate.OpenWindows;
import org.adei.cache.aggregate.OpenWindowsCodec;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.store.Batch;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.WindowSeries;
import org.adei.cache.store.mariadb.ConversionTable.Region;
import org.jspecify.annotations.Nullable;

/**
 * Copies portions of a group from the layout that it is read from to one that is being made: raw rows, and the windows
 * that come out of them. A portion is read without a lock and written only if the note of what is left is still the
 * same, which it is not once somebody took anything out of it. Used by one thread.
 */
final class RegionCopy {
    private static final int LEAST_ROWS = 1_000;
    private static final int MOST_ROWS = 40_000;
    private static final int MOST_VALUES = 1_000_000;
    private static final int WINDOWS = 5_000;

    private final Database database;
    private final CachedGroup group;
    private final Layout from;
    private final Layout to;
    private final String act;

    RegionCopy(Database database, CachedGroup group, Layout from, Layout to) {
        this.database = database;
        this.group = group;
        this.from = from;
        this.to = to;
        this.act = "cannot convert group " + group.id();
    }

    private record Portion(Region before, Region after, Batch batch) {}

    /** One portion, if any is left; gives its rows, 0 if it was overtaken. */
    long copy() {
        Region region = database.with(act, connection -> ConversionTable.all(connection, group)).stream()
                .findFirst()
                .orElse(null);
        if (region == null) {
            return 0;
        }
        Portion portion = read(region);
        try {
            return write(portion);
        } catch (SQLException e) {
            if (!SqlFailures.isOutdatedStatement(e)) {
                throw SqlFailures.of(act, e);
            }
        }
        try {
            return write(portion);
        } catch (SQLException e) {
            throw SqlFailures.of(act, e);
        }
    }

    private long write(Portion portion) throws SQLException {
        try (Connection connection = database.connect(act)) {
            to.adapt(connection, group, portion.batch());
            connection.setAutoCommit(false);
            try {
                boolean written = write(connection, portion);
                database.commit(connection);
                if (written) {
                    to.tidy(
                            connection,
                            group,
                            portion.after().position(),
                            portion.after().left() == 0);
                }
                return written ? portion.batch().rows().size() : 0;
            } catch (SQLException | RuntimeException e) {
                rollback(connection, e);
                connection.setAutoCommit(true);
                database.discard(connection);
                throw e;
            }
        }
    }

    private boolean write(Connection connection, Portion portion) throws SQLException {
        if (!ConversionTable.first(connection, group).equals(Optional.of(portion.before()))) {
            return false;
        }
        to.append(connection, group, portion.batch());
        if (portion.after().left() == 0) {
            ConversionTable.delete(connection, group, portion.before());
        } else {
            ConversionTable.move(
                    connection, group, portion.after(), portion.batch().openState());
        }
        return true;
    }

    private Portion read(Region region) {
        long end = end(region);
        RowBlock rows = rows(new Interval(region.position(), end));
        OpenWindows state = state(region);
        Aggregator aggregator = new Aggregator(state);
        List<WindowBlock> windows = group.ladder().levels().stream()
                .map(level -> new WindowBlock(level, group.channels().size()))
                .toList();
        if (rows.size() > 0) {
            aggregator.add(rows, rows.size(), windows);
        }
        aggregator.closeUntil(Math.min(end, region.close()), windows);
        byte[] open = state.isEmpty() ? null : OpenWindowsCodec.encode(state);
        Region after = new Region(region.from(), end, region.to(), region.close());
        return new Portion(region, after, new Batch(rows, windows, end, open, List.of()));
    }

    /** Up to an edge of the finest level where there are enough rows, or to the end. */
    private long end(Region region) {
        Level finest = group.ladder().finest();
        int wanted = Math.max(
                LEAST_ROWS,
                Math.min(MOST_ROWS, MOST_VALUES / Math.max(1, group.channels().size())));
        Interval rest = new Interval(finest.floor(region.position()), region.to());
        Layout.WindowRange range = new Layout.WindowRange(rest, new int[0], WINDOWS);
        WindowSeries series = database.with(act, connection -> from.windows(connection, group, finest, range));
        long rows = 0;
        for (int i = 0; i < series.size(); i++) {
            rows += series.rows()[i];
            if (rows >= wanted || i == WINDOWS - 1) {
                return Math.min(region.to(), series.start()[i] + finest.nanos());
            }
        }
        return region.to();
    }

    private RowBlock rows(Interval interval) {
        int[] positions = IntStream.range(0, group.channels().size()).toArray();
        RowBlock rows = new RowBlock(positions.length, LEAST_ROWS);
        try (RowCursor cursor = open(interval, positions)) {
            while (cursor.fill(rows)) {
                rows.ensureCapacity(rows.capacity() * 2);
            }
        }
        return rows;
    }

    private RowCursor open(Interval interval, int[] positions) {
        Connection connection = database.connect(act);
        try {
            return from.rows(connection, group, interval, positions);
        } catch (SQLException | RuntimeException e) {
            database.discard(connection);
            throw e instanceof SQLException failure ? SqlFailures.of(act, failure) : (RuntimeException) e;
        }
    }

    private OpenWindows state(Region region) {
        byte @Nullable [] saved =
                database.with(act, connection -> new byte[][] {ConversionTable.state(connection, group, region)})[0];
        int channels = group.channels().size();
        return saved == null
                ? new OpenWindows(group.ladder(), channels)
                : OpenWindowsCodec.decode(group.ladder(), channels, saved);
    }

    /** The failure before it is the one to tell. */
    private static void rollback(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
