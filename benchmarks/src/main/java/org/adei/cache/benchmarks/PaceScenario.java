package org.adei.cache.benchmarks;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * Rounds of all variants follow each other, so that a drift of the machine touches all of them; medians are given.
 */
@Command(name = "pace")
public final class PaceScenario implements Scenario {
    @Option(names = "--rows", description = "rows of w1; w2 has a quarter (default ${DEFAULT-VALUE})")
    int rows = 2_000_000;

    @Option(names = "--rounds", description = "rounds of which the median is given (default ${DEFAULT-VALUE})")
    int rounds = 3;

    @Option(names = "--only", description = "w1 or w2 alone (default: both)")
    String only = "";

    /**
     * Does the work once and gives rows of the source a second. Opening connections and bringing the cache's own tables
     * to their version lie before the clock starts; finding the group, making its tables and everything else is in it.
     */
    @FunctionalInterface
    private interface Variant {
        double run(Workload workload) throws SQLException;
    }

    @Override
    public void run(Report report) throws SQLException {
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

    private void measure(Report report, Workload workload, LocalMariaDb source, LocalMariaDb cache)
            throws SQLException {
        report.step("loading " + workload.name() + ": " + workload.rows() + " rows of " + workload.channels());
        try (Connection to = source.connect("slowcontrol")) {
            workload.load(to);
        }
        try (Connection to = cache.connect("peer")) {
            workload.load(to);
        }
        Map<String, Variant> variants = new LinkedHashMap<>();
        variants.put("discard", each -> cached(new DiscardStore(), setup(each, source, cache), true));
        variants.put("wide_raw", each -> wide(setup(each, source, cache), cache, true));
        variants.put("wide_aggregates", each -> wide(setup(each, source, cache), cache, false));
        variants.put("sql_rollup", each -> SqlPeers.rollup(cache, each));
        variants.put("bulk_limit", each -> SqlPeers.bulkInsert(cache, each));
        variants.put("bulk_one_key", each -> SqlPeers.bulkInsertOneKey(cache, each));
        Map<String, double[]> paces = new LinkedHashMap<>();
        variants.keySet().forEach(name -> paces.put(name, new double[rounds]));
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, Variant> variant : variants.entrySet()) {
                double pace = variant.getValue().run(workload);
                of(paces, variant.getKey())[round] = pace;
                report.step("  round " + (round + 1) + " " + variant.getKey() + " " + Math.round(pace) + " rows/s");
            }
        }
        paces.forEach((name, values) -> report.figure(
                workload.name() + "_" + name + "_rows_per_s", median(values), "rows of the source a second"));
        double wide = median(of(paces, "wide_raw"));
        report.figure(workload.name() + "_wide_raw_to_rollup", wide / median(of(paces, "sql_rollup")), "ratio");
        report.figure(workload.name() + "_wide_raw_to_bulk_limit", wide / median(of(paces, "bulk_limit")), "ratio");
        report.figure(
                workload.name() + "_wide_aggregates_to_discard",
                median(of(paces, "wide_aggregates")) / median(of(paces, "discard")),
                "ratio");
    }

    private static double[] of(Map<String, double[]> paces, String variant) {
        return Objects.requireNonNull(paces.get(variant), variant);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
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
