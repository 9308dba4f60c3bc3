package org.adei.cache.benchmarks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.RunListener;
import org.adei.cache.engine.RunReport;
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.testkit.cluster.ClusterOptions;
import org.adei.cache.testkit.cluster.Comparison;
import org.adei.cache.testkit.cluster.LocalCluster;
import org.adei.cache.testkit.galera.GaleraBinaries;
import org.adei.cache.testkit.galera.LocalGalera;
import org.adei.cache.testkit.mariadb.Durability;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What replication costs the pace of caching: the same rows cached on a server alone, on a master with an asynchronous
 * and with a semi-synchronous replica, and on three nodes of Galera where it is installed, in rounds. After each, the
 * replica has caught up and holds the same rows. All servers share one machine, so a replica also takes its CPU.
 */
@Command(name = "replication-cost")
public final class ReplicationCostScenario implements Scenario {
    private static final int GALERA_NODES = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Option(names = "--rows", description = "made-up rows of 16 channels (default ${DEFAULT-VALUE})")
    int rows = 300_000;

    @Option(names = "--rounds", description = "rounds of which the median is given (default ${DEFAULT-VALUE})")
    int rounds = 3;

    @Override
    public void run(Report report) throws Exception {
        report.fact(
                "server_settings", "innodb_flush_log_at_trx_commit=1 sync_binlog=1 binlog_format=ROW, data in memory");
        report.fact("rows", rows);
        report.fact("rounds", rounds);
        ClusterOptions alone = ClusterOptions.durable(1).withBufferPoolMb(512).with("--innodb-log-file-size=512M");
        ClusterOptions pair = ClusterOptions.durable(2).withBufferPoolMb(512).with("--innodb-log-file-size=512M");
        try (LocalCluster single = LocalCluster.start(alone);
                LocalCluster async = LocalCluster.start(pair);
                LocalCluster semiSync = LocalCluster.start(pair.withSemiSync())) {
            Contest contest = new Contest(
                    new CpuMeter().with("program", ProcessHandle.current().pid()), report);
            List<Double> lags = new ArrayList<>();
            contest.add("alone", () -> cached(single, new ArrayList<>()));
            contest.add("async", () -> cached(async, lags));
            contest.add("semi_sync", () -> cached(semiSync, new ArrayList<>()));
            if (GaleraBinaries.locate() instanceof GaleraBinaries.Found found) {
                try (LocalGalera group = LocalGalera.start(found, GALERA_NODES, Durability.DURABLE, "")) {
                    report.fact("galera", GALERA_NODES + " nodes, no binlog");
                    contest.add("galera", () -> pace(group.node(1)));
                    measure(contest, report);
                }
            } else {
                report.fact("galera", ((GaleraBinaries.Missing) GaleraBinaries.locate()).reason());
                measure(contest, report);
            }
            report.figure(
                    "async_lag_ms",
                    lags.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                    "ms after the last commit until the replica had it, the worst round");
        }
    }

    private void measure(Contest contest, Report report) throws Exception {
        contest.run(rounds, rows);
        for (String name : contest.names()) {
            report.figure(name + "_rows_per_s", contest.median(name), "made-up rows of 16 channels a second");
        }
        for (String name : List.of("async", "semi_sync", "galera")) {
            contest.ratio(name + "_to_alone", name, "alone");
        }
    }

    private double cached(LocalCluster cluster, List<Double> lags) throws SQLException {
        double pace = pace(cluster.server(1));
        if (cluster.size() > 1) {
            lags.add(lagMillis(cluster.server(1), cluster.server(2)));
        }
        List<String> differences =
                Comparison.differences(cluster.server(1), cluster.servers().subList(1, cluster.size()), PATIENCE);
        if (!differences.isEmpty()) {
            throw new IllegalStateException("servers differ after caching: " + differences);
        }
        return pace;
    }

    private static double lagMillis(LocalMariaDb master, LocalMariaDb replica) throws SQLException {
        long start = System.nanoTime();
        String position = answer(master, "SELECT @@GLOBAL.gtid_binlog_pos");
        String waited = answer(replica, "SELECT MASTER_GTID_WAIT('" + position + "', " + PATIENCE.toSeconds() + ")");
        if (!waited.equals("0")) {
            throw new IllegalStateException("the replica has not reached " + position + " within " + PATIENCE);
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static String answer(LocalMariaDb server, String query) throws SQLException {
        try (Connection root = server.connect("");
                Statement statement = root.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }

    private double pace(LocalMariaDb server) throws SQLException {
        try (Connection root = server.connect("");
                Statement statement = root.createStatement()) {
            statement.execute("DROP SCHEMA IF EXISTS cache");
            statement.execute("CREATE SCHEMA cache");
        }
        Setup setup = SetupFile.parse(
                "replication-cost",
                """
                setup: cost
                cache: {url: "%s", user: %s, password: "%s"}
                sources: {s: {type: synthetic, seed: 7, groups: [{name: made, rows: %d, channels: 16}]}}
                """.formatted(server.jdbcUrl("cache"), server.user(), server.password(), rows),
                name -> null);
        try (CacheEngine engine = CacheEngine.open(setup)) {
            long start = System.nanoTime();
            RunReport run = engine.runOnce(RunListener.NONE);
            double pace = run.rows() * 1e9 / (System.nanoTime() - start);
            if (!run.done() || run.rows() != rows) {
                throw new IllegalStateException("a run failed: " + run);
            }
            return pace;
        }
    }
}
