package org.adei.cache.benchmarks.queue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.adei.cache.benchmarks.Report;
import org.adei.cache.benchmarks.Scenario;
import org.adei.cache.queue.QueueLimits;
import org.adei.cache.queue.mariadb.SkipLockedWorkQueue;
import org.adei.cache.settings.CacheServer;
import org.adei.cache.settings.Secret;
import org.adei.cache.store.mariadb.MariaDbCacheStore;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Claims and completions a second, each completion with a durable data row in its transaction, while a producer fills
 * the queue: one by one, in batches of ten, and in batches while another session holds an old snapshot.
 */
@Command(name = "queue")
public final class QueueScenario implements Scenario {
    private static final int PROCESSES = 2;
    private static final String SCHEMA = "cache";

    @Option(names = "--claimants", description = "threads that claim (default ${DEFAULT-VALUE})")
    int claimants = 16;

    @Option(names = "--seconds", description = "length of a measurement (default ${DEFAULT-VALUE})")
    int seconds = 10;

    @Option(names = "--warm-up", description = "seconds before it (default ${DEFAULT-VALUE})")
    int warmUp = 5;

    @Option(names = "--snapshot", description = "seconds that the snapshot is held (default ${DEFAULT-VALUE})")
    int snapshot = 30;

    private final List<MariaDbCacheStore> stores = new ArrayList<>();
    private final List<SkipLockedWorkQueue> queues = new ArrayList<>();
    private final AtomicLong completed = new AtomicLong();
    private final AtomicLong added = new AtomicLong();

    @Override
    public void run(Report report) throws Exception {
        report.fact("server_settings", "innodb_flush_log_at_trx_commit=1 sync_binlog=1 binlog_format=ROW");
        report.fact("claimants", claimants);
        report.fact("seconds", seconds);
        try (LocalMariaDb server = LocalMariaDb.start(
                MariaDbOptions.durable().withBufferPoolMb(1_000).with("--log-bin-trust-function-creators=1"))) {
            try {
                open(server);
                measure(server, report);
            } finally {
                stores.forEach(MariaDbCacheStore::close);
            }
        }
    }

    private void open(LocalMariaDb server) throws SQLException {
        execute(server, "", "CREATE SCHEMA " + SCHEMA);
        for (int i = 0; i < PROCESSES; i++) {
            MariaDbCacheStore store = MariaDbCacheStore.open(
                    new CacheServer(server.jdbcUrl(SCHEMA), server.user(), Secret.of(server.password())),
                    Duration.ofSeconds(30),
                    4);
            stores.add(store);
            queues.add(new SkipLockedWorkQueue(store.queue(), QueueLimits.of(Duration.ofSeconds(30))));
        }
        execute(server, SCHEMA, Claimant.TABLE);
    }

    private void measure(LocalMariaDb server, Report report) throws Exception {
        long deadlocks = status(server, "Innodb_deadlocks");
        long waits = status(server, "Innodb_row_lock_waits");
        String remark = "items claimed and completed a second, a data row each, " + claimants + " claimants";
        report.figure("single_per_s", rate(1, seconds), remark + ", one by one");
        report.figure("batch10_per_s", rate(10, seconds), remark + ", ten at once");
        try (Connection old = server.connect(SCHEMA);
                Statement statement = old.createStatement()) {
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
            statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
            report.figure(
                    "snapshot_per_s",
                    rate(10, snapshot - warmUp),
                    remark + ", ten at once, beside a snapshot held " + snapshot + " s");
            statement.execute("ROLLBACK");
        }
        report.figure("deadlocks", status(server, "Innodb_deadlocks") - deadlocks, "counted by the server");
        report.figure(
                "duplicates",
                number(server, "SELECT COUNT(*) - COUNT(DISTINCT k) FROM measured"),
                "items with more than one data row, of " + completed.get());
        report.figure("lost", completed.get() - number(server, "SELECT COUNT(*) FROM measured"), "items without one");
        report.fact("row_lock_waits", status(server, "Innodb_row_lock_waits") - waits);
    }

    /** Items a second in a time behind the warm-up. */
    private double rate(int batch, int length) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(claimants + 1);
        List<Future<?>> all = new ArrayList<>();
        Producer producer = new Producer(queues.get(0), completed, added, over::get);
        while (producer.fill()) {
            // until there is enough for all
        }
        all.add(threads.submit(producer));
        for (int i = 0; i < claimants; i++) {
            all.add(threads.submit(new Claimant(queues.get(i % PROCESSES), batch, completed, over::get)));
        }
        TimeUnit.SECONDS.sleep(warmUp);
        long before = completed.get();
        long start = System.nanoTime();
        TimeUnit.SECONDS.sleep(length);
        double rate = (completed.get() - before) * 1e9 / (System.nanoTime() - start);
        over.set(true);
        for (Future<?> one : all) {
            one.get(1, TimeUnit.MINUTES);
        }
        threads.shutdown();
        return rate;
    }

    private static void execute(LocalMariaDb server, String schema, String sql) throws SQLException {
        try (Connection connection = server.connect(schema);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(LocalMariaDb server, String sql) throws SQLException {
        try (Connection connection = server.connect(SCHEMA);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static long status(LocalMariaDb server, String name) throws SQLException {
        return number(
                server,
                "SELECT variable_value FROM information_schema.global_status WHERE variable_name = '" + name + "'");
    }
}
