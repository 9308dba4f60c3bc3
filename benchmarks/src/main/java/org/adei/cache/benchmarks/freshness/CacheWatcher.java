package org.adei.cache.benchmarks.freshness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adei.cache.aggregate.OpenWindowsCodec;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.testkit.mariadb.LocalMariaDb;

/**
 * Two readers that look at the cache every few milliseconds by SQL: one at the raw tables, one at the open windows of all
 * levels. Its own wait is part of what is measured. Of many groups a sample is watched, evenly spread, and less often:
 * otherwise looking would take the cores that are to be measured.
 */
final class CacheWatcher {
    static final int CONNECTIONS = 2;
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(4);
    private static final long PAUSE_OF_SAMPLE = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int TABLES = 100;
    private static final int MOST_GROUPS = 200;

    private final List<Integer> watched;
    private final StorageLayout layout;
    private final long pause;
    private final Sightings raw;
    private final Sightings open;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;
    private volatile @org.jspecify.annotations.Nullable Throwable failure;

    CacheWatcher(LocalMariaDb cache, StorageLayout layout, int groups) throws SQLException {
        this.layout = layout;
        int step = Math.max(1, groups / MOST_GROUPS);
        pause = step == 1 ? PAUSE : PAUSE_OF_SAMPLE;
        watched = IntStream.range(0, groups)
                .filter(group -> group % step == 0)
                .boxed()
                .toList();
        raw = new Sightings(groups, group -> group % step == 0);
        open = new Sightings(groups, group -> group % step == 0);
        start(cache.connect("cache"), this::watchRaw);
        start(cache.connect("cache"), this::watchOpen);
    }

    @FunctionalInterface
    private interface Look {
        void at(Connection connection) throws SQLException;
    }

    private void start(Connection connection, Look look) {
        Thread thread = new Thread(() -> {
            try (connection) {
                look.at(connection);
            } catch (SQLException | RuntimeException e) {
                failure = e;
            }
        });
        thread.setDaemon(true);
        thread.start();
        threads.add(thread);
    }

    /** The newest raw row of a group. */
    private String newest(long number, int group) {
        return layout == StorageLayout.PACKED
                ? "(SELECT " + group + ", last_ns FROM adei_span WHERE group_number = " + number
                        + " AND level = 0 ORDER BY from_ns DESC LIMIT 1)"
                : "SELECT " + group + ", MAX(id) FROM `cache0__s__src__" + group + "`";
    }

    private void watchRaw(Connection connection) throws SQLException {
        Map<Integer, Long> numbers = new HashMap<>();
        names(connection).forEach((number, group) -> numbers.put(group, number));
        List<PreparedStatement> selects = new ArrayList<>();
        for (int from = 0; from < watched.size(); from += TABLES) {
            List<String> parts = new ArrayList<>();
            for (int group : watched.subList(from, Math.min(watched.size(), from + TABLES))) {
                parts.add(newest(Objects.requireNonNull(numbers.get(group)), group));
            }
            selects.add(connection.prepareStatement(String.join(" UNION ALL ", parts)));
        }
        while (!closed) {
            for (PreparedStatement select : selects) {
                try (ResultSet rows = select.executeQuery()) {
                    long now = RowWriter.micros();
                    while (rows.next()) {
                        raw.upTo(rows.getInt(1), rows.getLong(2) / 1_000, now);
                    }
                }
            }
            LockSupport.parkNanos(pause);
        }
    }

    /** Groups that are watched, by their number in the cache. */
    private Map<Long, Integer> names(Connection connection) throws SQLException {
        Map<Long, Integer> names = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT number, name FROM adei_group");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                if (rows.getString(2).matches("\\d+") && watched.contains(Integer.valueOf(rows.getString(2)))) {
                    names.put(rows.getLong(1), Integer.valueOf(rows.getString(2)));
                }
            }
        }
        return names;
    }

    private void watchOpen(Connection connection) throws SQLException {
        Map<Long, Integer> names = names(connection);
        try (PreparedStatement ends = connection.prepareStatement(
                        "SELECT group_number, MAX(to_ns) FROM adei_coverage WHERE group_number IN ("
                                + names.keySet().stream().map(String::valueOf).collect(Collectors.joining(", "))
                                + ") GROUP BY 1");
                PreparedStatement state = connection.prepareStatement(
                        "SELECT to_ns, open_state FROM adei_coverage WHERE group_number = ? ORDER BY from_ns DESC LIMIT 1")) {
            while (!closed) {
                List<Long> changed = new ArrayList<>();
                try (ResultSet rows = ends.executeQuery()) {
                    while (rows.next()) {
                        Integer group = names.get(rows.getLong(1));
                        if (group != null && rows.getLong(2) / 1_000 > open.last(group)) {
                            changed.add(rows.getLong(1));
                        }
                    }
                }
                for (long number : changed) {
                    look(state, number, java.util.Objects.requireNonNull(names.get(number)));
                }
                LockSupport.parkNanos(pause);
            }
        }
    }

    private void look(PreparedStatement select, long number, int group) throws SQLException {
        select.setLong(1, number);
        try (ResultSet row = select.executeQuery()) {
            if (row.next() && row.getBytes(2) != null) {
                long last = row.getLong(1) - 1;
                byte[] state = row.getBytes(2);
                long now = RowWriter.micros();
                int channels = java.nio.ByteBuffer.wrap(state).getInt(2);
                for (WindowBlock level :
                        OpenWindowsCodec.decode(Ladder.DEFAULT, channels, state).current()) {
                    if (level.size() != 1 || level.start(0) != level.level().floor(last)) {
                        return;
                    }
                }
                open.upTo(group, last / 1_000, now);
            }
        }
    }

    Sightings raw() {
        return raw;
    }

    Sightings open() {
        return open;
    }

    /** Ends both readers. */
    void close() throws InterruptedException {
        closed = true;
        for (Thread thread : threads) {
            thread.join();
        }
        Throwable problem = failure;
        if (problem != null) {
            throw new IllegalStateException("a reader of the cache failed", problem);
        }
    }
}
