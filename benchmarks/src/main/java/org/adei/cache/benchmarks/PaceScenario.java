package org.adei.cache.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.RunListener;
import org.adei.cache.engine.RunReport;
import org.adei.cache.model.Ladder;
import org.adei.cache.settings.CacheServer;
import org.adei.cache.settings.Secret;
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.settings.Tuning;
import org.adei.cache.source.Source;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.mariadb.MariaDbCacheStore;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How fast a source is cached, scan included, against what the same servers reach by other means in the same run.
 * Opening connections and bringing the cache's own tables to their version lie before the clock starts; finding the
 * group, making its tables and everything else is in it.
 */
@Command(name = "pace")
public final class PaceScenario implements Scenario {
    @Option(names = "--rows", description = "rows of w1; w2 has a quarter (default ${DEFAULT-VALUE})")
    int rows = 2_000_000;

    @Option(names = "--rounds", description = "rounds of which the median is given (default ${DEFAULT-VALUE})")
    int rounds = 3;

    @Option(names = "--only", description = "w1 or w2 alone (default: both)")
    String only = "";

    @Option(names = "--variants", split = ",", description = "variants to measure, by name (default: all)")
    Set<String> variants = Set.of();

    @Override
    public void run(Report report) throws Exception {
        report.fact("server_settings", "innodb_flush_log_at_trx_commit=1 sync_binlog=1 binlog_format=ROW");
        report.fact("rounds", rounds);
        report.fact("rows_w1", rows);
        try (LocalMariaDb source = LocalMariaDb.start(MariaDbOptions.fast().withBufferPoolMb(3000));
                LocalMariaDb cache = LocalMariaDb.start(
                        MariaDbOptions.durable().withBufferPoolMb(2000).with("--innodb-log-file-size=1G"))) {
            try (Connection root = cache.connect("");
                    Statement statement = root.createStatement()) {
                report.fact("mariadb", root.getMetaData().getDatabaseProductVersion());
                statement.execute("CREATE SCHEMA peer");
            }
            try (Connection root = source.connect("");
                    Statement statement = root.createStatement()) {
                statement.execute("CREATE SCHEMA slowcontrol");
            }
            for (Workload workload : List.of(Workload.w1(rows), Workload.w2(rows / 4))) {
                if (only.isEmpty() || only.equals(workload.name())) {
                    measure(report, workload, source, cache);
                }
            }
        }
    }

    private void measure(Report report, Workload workload, LocalMariaDb source, LocalMariaDb cache) throws Exception {
        report.step("loading " + workload.name() + ": " + workload.rows() + " rows of " + workload.channels());
        try (Connection to = source.connect("slowcontrol")) {
            workload.load(to);
        }
        try (Connection to = cache.connect("peer")) {
            workload.load(to);
        }
        Contest contest = new Contest(
                new CpuMeter()
                        .with("program", ProcessHandle.current().pid())
                        .with("source", source.pid())
                        .with("cache", cache.pid()),
                report);
        Setup setup = setup(workload, source, cache);
        contest.add("discard", () -> cached(new DiscardStore(), setup, true));
        contest.add("wide_raw", () -> wide(setup, cache, true));
        contest.add("wide_aggregates", () -> wide(setup, cache, false));
        contest.add("sql_rollup", () -> SqlPeers.rollup(cache, workload));
        contest.add("bulk_limit", () -> SqlPeers.bulkInsert(cache, workload));
        contest.add("bulk_one_key", () -> SqlPeers.bulkInsertOneKey(cache, workload));
        contest.only(variants);
        contest.run(rounds, workload.rows());
        for (String name : contest.names()) {
            report.figure(
                    workload.name() + "_" + name + "_rows_per_s", contest.median(name), "rows of the source a second");
        }
        contest.ratio(workload.name() + "_wide_raw_to_rollup", "wide_raw", "sql_rollup");
        contest.ratio(workload.name() + "_wide_raw_to_bulk_limit", "wide_raw", "bulk_limit");
        contest.ratio(workload.name() + "_wide_aggregates_to_discard", "wide_aggregates", "discard");
    }

    private static Setup setup(Workload workload, LocalMariaDb source, LocalMariaDb cache) {
        return SetupFile.parse(
                "pace",
                """
                setup: pace
                cache: {url: "%s", user: %s, password: "%s"}
                sources:
                  s:
                    type: jdbc
                    url: "%s"
                    user: %s
                    password: "%s"
                    groups:
                      - {tables: "log_(%s)", time: {column: ts, type: epoch-micros}, channels: "v[0-9]+"}
                """.formatted(
                                cache.jdbcUrl("cache"),
                                cache.user(),
                                cache.password(),
                                source.jdbcUrl("slowcontrol"),
                                source.user(),
                                source.password(),
                                workload.name()),
                name -> null);
    }

    private static double wide(Setup setup, LocalMariaDb cache, boolean raw) throws SQLException {
        try (Connection root = cache.connect("");
                Statement statement = root.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS cache");
            statement.execute("CREATE SCHEMA cache");
        }
        CacheServer server = new CacheServer(cache.jdbcUrl("cache"), cache.user(), Secret.of(cache.password()));
        return cached(MariaDbCacheStore.open(server, Duration.ofSeconds(30)), setup, raw);
    }

    private static double cached(CacheStore store, Setup setup, boolean raw) {
        List<Source> sources = new ArrayList<>();
        setup.sources().forEach((name, settings) -> sources.add(settings.open(name)));
        Tuning base = Tuning.DEFAULT;
        Tuning tuning = new Tuning(base.batch(), base.sliceWindows(), base.parallelSlices(), base.lease(), raw);
        try (CacheEngine engine = new CacheEngine(store, sources, Ladder.DEFAULT, tuning)) {
            long start = System.nanoTime();
            RunReport run = engine.runOnce(RunListener.NONE);
            double pace = run.rows() * 1e9 / (System.nanoTime() - start);
            if (!run.done()) {
                throw new IllegalStateException("a run failed: " + run);
            }
            return pace;
        }
    }
}
