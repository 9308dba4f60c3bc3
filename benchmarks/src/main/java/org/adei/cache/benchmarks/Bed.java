package org.adei.cache.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.RunListener;
import org.adei.cache.engine.RunReport;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.settings.CacheServer;
import org.adei.cache.settings.Secret;
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.settings.Tuning;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.mariadb.MariaDbCacheStore;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbOptions;

/**
 * Two servers on loopback: one with the source's table in memory, and one for the cache that syncs every commit to disk
 * and writes a binary log. Used by one thread.
 */
final class Bed implements AutoCloseable {
    static final String SETTINGS =
            "innodb_flush_log_at_trx_commit=1 sync_binlog=1 binlog_format=ROW binlog_annotate_row_events=OFF"
                    + " innodb_log_file_size=1G innodb_buffer_pool_size=2000M";
    private static final int BLOCK = 8_192;

    private final Path folder;
    final LocalMariaDb source;
    final LocalMariaDb cache;

    /** @param parent folder on a disk, for the cache and for what is compared with it */
    Bed(Path parent) throws IOException, SQLException {
        folder = Files.createTempDirectory(Files.createDirectories(parent), "adei-benchmark");
        source = LocalMariaDb.start(MariaDbOptions.fast().withBufferPoolMb(3000));
        try {
            cache = LocalMariaDb.start(MariaDbOptions.durable()
                    .in(folder.resolve("server"))
                    .withBufferPoolMb(2000)
                    .with("--innodb-log-file-size=1G"));
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
        execute(source, "CREATE SCHEMA slowcontrol");
        execute(cache, "CREATE SCHEMA peer");
    }

    void describe(Report report) throws SQLException {
        try (Connection root = cache.connect("")) {
            report.fact("mariadb", root.getMetaData().getDatabaseProductVersion());
        }
        report.fact("server_settings", SETTINGS);
        report.fact("cache_on", folder.toString());
    }

    CpuMeter meter() {
        return new CpuMeter()
                .with("program", ProcessHandle.current().pid())
                .with("source", source.pid())
                .with("cache", cache.pid());
    }

    /** Fills the source's table. */
    void load(Workload workload, Report report) throws SQLException {
        report.step("loading " + workload.name() + ": " + workload.rows() + " rows of " + workload.channels());
        try (Connection to = source.connect("slowcontrol")) {
            workload.load(to);
        }
    }

    /** An empty folder for one who is compared with the cache. */
    Path emptyFolder(String name) throws IOException {
        Path empty = folder.resolve(name);
        if (Files.exists(empty)) {
            try (var files = Files.walk(empty)) {
                for (Path each :
                        files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            }
        }
        return Files.createDirectories(empty);
    }

    /** Reads the source and does nothing with it. */
    double scan(Workload workload) {
        long start = System.nanoTime();
        long rows = 0;
        for (Source each : sources(setup(workload))) {
            try (each) {
                SourceGroup group = each.discover().groups().get(0);
                RowBlock block = new RowBlock(group.channels().size(), BLOCK);
                try (RowCursor cursor = each.open(group, each.extent(group), (row, reason) -> {})) {
                    while (cursor.fill(block)) {
                        rows += block.size();
                        block.clear();
                    }
                    rows += block.size();
                }
            }
        }
        return rows * 1e9 / (System.nanoTime() - start);
    }

    /** Reads and aggregates, and writes nothing. */
    double discard(Workload workload) {
        return cached(new DiscardStore(), setup(workload), workload.rows(), tuning(true));
    }

    /** Caches the workload into an empty schema. */
    double cached(Workload workload, StorageLayout layout, boolean raw) throws SQLException {
        return cached(setup(workload), workload.rows(), layout, tuning(raw));
    }

    /** An engine on what was cached last. */
    CacheEngine engine(Workload workload) {
        return CacheEngine.open(setup(workload));
    }

    /** Caches made-up rows of a second each into an empty schema. */
    double cachedMadeUp(int channels, long rows, StorageLayout layout) throws SQLException {
        String source = "{type: synthetic, seed: 7, groups: [{name: made, rows: %d, channels: %d, decimals: 3}]}"
                .formatted(rows, channels);
        Tuning base = Tuning.DEFAULT;
        return cached(
                setup(source), rows, layout, new Tuning(base.batch(), 1, base.parallelSlices(), base.lease(), true));
    }

    private double cached(Setup setup, long rows, StorageLayout layout, Tuning tuning) throws SQLException {
        execute(cache, "DROP SCHEMA IF EXISTS cache");
        execute(cache, "CREATE SCHEMA cache");
        CacheServer server =
                new CacheServer(cache.jdbcUrl("cache"), cache.user(), Secret.of(cache.password())).with(layout);
        return cached(MariaDbCacheStore.open(server, Duration.ofSeconds(30)), setup, rows, tuning);
    }

    private static Tuning tuning(boolean raw) {
        Tuning base = Tuning.DEFAULT;
        return new Tuning(base.batch(), base.sliceWindows(), base.parallelSlices(), base.lease(), raw);
    }

    private static double cached(CacheStore store, Setup setup, long rows, Tuning tuning) {
        try (CacheEngine engine = new CacheEngine(store, sources(setup), Ladder.DEFAULT, tuning)) {
            long start = System.nanoTime();
            RunReport run = engine.runOnce(RunListener.NONE);
            double pace = run.rows() * 1e9 / (System.nanoTime() - start);
            if (!run.done() || run.rows() != rows) {
                throw new IllegalStateException("a run failed: " + run);
            }
            return pace;
        }
    }

    private static List<Source> sources(Setup setup) {
        List<Source> sources = new ArrayList<>();
        setup.sources().forEach((name, settings) -> sources.add(settings.open(name)));
        return sources;
    }

    private Setup setup(Workload workload) {
        return setup(workload.source(source, "slowcontrol"));
    }

    private Setup setup(String settings) {
        return SetupFile.parse(
                "benchmark",
                """
                setup: benchmark
                cache: {url: "%s", user: %s, password: "%s"}
                sources: {s: %s}
                """.formatted(cache.jdbcUrl("cache"), cache.user(), cache.password(), settings),
                name -> null);
    }

    private static void execute(LocalMariaDb server, String sql) throws SQLException {
        try (Connection root = server.connect("");
                Statement statement = root.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        try (source) {
            cache.close();
        }
        emptyFolder("server");
        try (var files = Files.walk(folder)) {
            for (Path each : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
