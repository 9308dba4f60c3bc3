package org.adei.cache.benchmarks.freshness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.adei.cache.benchmarks.ChildProcess;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbOptions;
import org.adei.cache.worker.Main;
import org.jspecify.annotations.Nullable;

/** Two servers, a writer of rows and a worker, each a process, and the readers of this one. */
final class Bench implements AutoCloseable {
    private static final int CHANNELS = 16;
    private static final long LOOK_MILLIS = 100;

    final LocalMariaDb source;
    final LocalMariaDb cache;
    final LiveTables tables;
    final Path folder;
    final Path log;
    private final StorageLayout layout;
    private @Nullable ChildProcess writer;
    private @Nullable ChildProcess worker;
    private @Nullable CacheWatcher watcher;
    private double cores = Double.NaN;

    /** Starts both servers and makes the tables of the source; the cache keeps groups in this layout. */
    Bench(int groups, StorageLayout layout) throws IOException, SQLException {
        this.layout = layout;
        folder = Files.createTempDirectory("adei-freshness");
        log = folder.resolve("rows");
        tables = new LiveTables(groups, CHANNELS);
        String[] many = {"--table-open-cache=12000", "--table-definition-cache=40000", "--open-files-limit=65000"};
        source = LocalMariaDb.start(
                MariaDbOptions.durable().withBufferPoolMb(1_500).with(many));
        cache = LocalMariaDb.start(MariaDbOptions.durable()
                .withBufferPoolMb(2_000)
                .with(many)
                .with("--innodb-log-file-size=1G", "--log-bin-trust-function-creators=1"));
        execute(source, "", "CREATE SCHEMA src");
        execute(cache, "", "CREATE SCHEMA cache");
        try (Connection connection = source.connect("src")) {
            tables.create(connection);
        }
    }

    private static void execute(LocalMariaDb server, String schema, String sql) throws SQLException {
        try (Connection connection = server.connect(schema);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(LocalMariaDb server, String schema, String sql) throws SQLException {
        try (Connection connection = server.connect(schema);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /**
     * Starts writer and worker and waits until every group is followed.
     *
     * @param push whether the source may tell of its changes: on or off
     */
    void begin(double rowsPerSecond, String push, long patienceSeconds) throws Exception {
        writer = ChildProcess.start(
                folder.resolve("writer.out"),
                "256m",
                RowWriter.class,
                source.jdbcUrl("src"),
                source.user(),
                source.password(),
                "" + tables.groups(),
                "" + tables.channels(),
                "" + rowsPerSecond,
                log.toString());
        work(push, patienceSeconds);
        watcher = new CacheWatcher(cache, layout, tables.groups());
    }

    /** Puts another worker in the place of the one that runs, which ends in good order first. */
    void replaceWorker(String push, long patienceSeconds) throws Exception {
        ChildProcess running = worker;
        if (running != null) {
            running.close();
        }
        cores = Double.NaN;
        work(push, patienceSeconds);
    }

    private void work(String push, long patienceSeconds) throws Exception {
        Path config = Files.writeString(folder.resolve("adei-cache.yaml"), config(push));
        worker = ChildProcess.start(
                folder.resolve("worker.out"), "1g", Main.class, "run", "--progress", "none", "--config", "" + config);
        awaitFollowed(patienceSeconds);
    }

    /** Connections of the worker to the source and to the cache, and its threads. */
    int[] footprint() throws Exception {
        String count = "SELECT COUNT(*) FROM information_schema.processlist WHERE user <> 'system user'";
        int toSource = (int) number(source, "", count) - RowWriter.CONNECTIONS - 1;
        int toCache = (int) number(cache, "", count) - CacheWatcher.CONNECTIONS - 1;
        return new int[] {
            toSource, toCache, java.util.Objects.requireNonNull(worker).threads()
        };
    }

    private String config(String push) {
        return """
                setup: freshness
                cache: {url: "%s", user: "%s", password: "%s", layout: %s}
                sources:
                  s:
                    type: jdbc
                    url: "%s"
                    user: "%s"
                    password: "%s"
                    push: %s
                    groups:
                      - {tables: "live_([0-9]+)", time: {column: ts, type: epoch-micros}, channels: "v[0-9]+"}
                      - {tables: "(archive_.*)", time: {column: ts, type: epoch-micros}, channels: "v[0-9]+"}
                """.formatted(
                        cache.jdbcUrl("cache"),
                        cache.user(),
                        cache.password(),
                        layout.word(),
                        source.jdbcUrl("src"),
                        source.user(),
                        source.password(),
                        push);
    }

    private void awaitFollowed(long patienceSeconds) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);
        while (followed() < tables.groups()) {
            ChildProcess running = worker;
            if (System.nanoTime() > deadline || running == null || !running.isAlive()) {
                throw new IllegalStateException("only " + followed() + " of " + tables.groups()
                        + " groups are followed; the worker says:\n" + Files.readString(folder.resolve("worker.out")));
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private long followed() throws SQLException {
        try {
            return number(cache, "cache", "SELECT COUNT(*) FROM adei_coverage WHERE lease_until IS NOT NULL");
        } catch (SQLException e) {
            return 0;
        }
    }

    long archiveRows() throws SQLException {
        return number(cache, "cache", """
                SELECT SUM(c.cached_rows) FROM adei_coverage c JOIN adei_group g ON g.number = c.group_number
                WHERE g.name LIKE 'archive%'
                """);
    }

    void awaitRows(String what, long rows) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (archiveRows() < rows) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("the " + what + " is not cached; the worker says:\n"
                        + Files.readString(folder.resolve("worker.out")));
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Lets time pass; gives its start and end in microseconds. */
    long[] measure(int seconds) throws InterruptedException {
        ChildProcess running = java.util.Objects.requireNonNull(worker);
        double used = running.cpuSeconds();
        long start = RowWriter.micros();
        TimeUnit.SECONDS.sleep(seconds);
        if (Double.isNaN(cores)) {
            cores = (running.cpuSeconds() - used) / seconds;
        }
        return new long[] {start, RowWriter.micros()};
    }

    /** Cores that the worker took in the first measurement. */
    double cores() {
        return cores;
    }

    /** Ends writer and readers, after the last rows had time to come through. */
    void end() throws Exception {
        java.util.Objects.requireNonNull(writer).finish();
        TimeUnit.SECONDS.sleep(5);
        watcher().close();
    }

    CacheWatcher watcher() {
        return java.util.Objects.requireNonNull(watcher);
    }

    @Override
    public void close() throws IOException {
        try (source;
                cache) {
            if (writer != null) {
                writer.close();
            }
            if (worker != null) {
                worker.close();
            }
            System.err.print(Files.readString(folder.resolve("worker.out")));
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
