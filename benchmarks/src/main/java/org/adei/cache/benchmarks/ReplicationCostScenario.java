package org.adei.cache.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.RunListener;
import org.adei.cache.engine.RunReport;
import org.adei.cache.failure.SkipException;
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.testkit.cluster.ClusterOptions;
import org.adei.cache.testkit.cluster.Comparison;
import org.adei.cache.testkit.cluster.LocalCluster;
import org.adei.cache.testkit.galera.GaleraBinaries;
import org.adei.cache.testkit.galera.LocalGalera;
import org.adei.cache.testkit.mariadb.Durability;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.adei.cache.testkit.mariadb.MariaDbOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What replication costs the pace of caching: the same rows cached on a server alone, on a master with an asynchronous
 * and with a semi-synchronous replica, with an asynchronous one that only readers use, and on three nodes of Galera where
 * it is installed, in rounds. After each, the replica has caught up and holds the same rows. All servers share one machine,
 * so a replica also takes its CPU.
 */
@Command(name = "replication-cost")
public final class ReplicationCostScenario implements Scenario {
    private static final int GALERA_NODES = 3;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** A replica that readers ask and that never becomes master: what it loses with its power it fetches again. */
    private static final String[] READER = {
        "--log-slave-updates=0",
        "--innodb-flush-log-at-trx-commit=0",
        "--innodb-log-file-buffering=OFF",
        "--slave-parallel-threads=0",
        "--max-relay-log-size=16M"
    };

    private static final String SCHEMA = "slowcontrol";

    @Option(names = "--workload", description = "w1, w2 or w3 (default ${DEFAULT-VALUE})")
    String workload = "w1";

    @Option(names = "--rows", description = "rows of w1 and w3; w2 has a quarter (default ${DEFAULT-VALUE})")
    int rows = 2_000_000;

    @Option(
            names = "--server",
            paramLabel = "OPTION",
            description = "further option of all servers, such as --server=--max-relay-log-size=16M; may be repeated")
    List<String> serverOptions = new ArrayList<>();

    @Option(names = "--layout", description = "wide or packed (default ${DEFAULT-VALUE})")
    String layout = "packed";

    @Option(names = "--rounds", description = "rounds of which the median is given (default ${DEFAULT-VALUE})")
    int rounds = 9;

    @Option(
            names = "--warm-ups",
            description =
                    "rounds before them, until the servers have used all of their memory once (default ${DEFAULT-VALUE})")
    int warmUps = 4;

    @Option(names = "--only", split = ",", description = "alone, async, reader, semi_sync, galera (default all)")
    Set<String> only = Set.of();

    private final Map<String, List<Double>> lags = new LinkedHashMap<>();
    private String settings = "";

    @Option(names = "--data", description = "folder on the disk to measure (default ${DEFAULT-VALUE})")
    Path data = Path.of(System.getProperty("java.io.tmpdir"));

    @Override
    public void run(Report report) throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(data), "adei-benchmark");
        report.fact("caches_on", folder.toString());
        try {
            run(report, folder);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static LocalCluster started(ClusterOptions options, Path folder) {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Found binaries) {
            return LocalCluster.start(binaries, options, Optional.of(folder));
        }
        throw new SkipException(((MariaDbBinaries.Missing) MariaDbBinaries.locate()).reason());
    }

    private void run(Report report, Path folder) throws Exception {
        report.fact(
                "server_settings",
                "innodb_flush_log_at_trx_commit=1 sync_binlog=1 binlog_format=ROW " + String.join(" ", serverOptions));
        Workload table = table();
        report.fact("rows", table.rows());
        report.fact("layout", layout);
        report.fact("workload", workload);
        report.fact("rounds", rounds);
        report.fact("reader_settings", String.join(" ", READER));
        ClusterOptions alone = ClusterOptions.durable(1)
                .withBufferPoolMb(512)
                .with("--innodb-log-file-size=512M", "--binlog-cache-size=4M")
                .with(serverOptions.toArray(String[]::new));
        ClusterOptions pair = ClusterOptions.durable(2)
                .withBufferPoolMb(512)
                .with("--innodb-log-file-size=512M", "--binlog-cache-size=4M")
                .with(serverOptions.toArray(String[]::new));
        try (LocalMariaDb source = LocalMariaDb.start(MariaDbOptions.fast().withBufferPoolMb(1_500));
                LocalCluster single = started(alone, folder.resolve("alone"));
                LocalCluster async = started(pair, folder.resolve("async"));
                LocalCluster reader = started(pair, folder.resolve("reader"));
                LocalCluster semiSync = started(pair.withSemiSync(), folder.resolve("semi-sync"))) {
            report.step("loading " + table.rows() + " rows");
            load(source, table);
            settings = table.source(source, SCHEMA);
            restart(reader, READER);
            CpuMeter meter = new CpuMeter()
                    .with("program", ProcessHandle.current().pid())
                    .with("source", source.pid())
                    .with("alone", single.server(1).pid())
                    .with("async_master", async.server(1).pid())
                    .with("async_replica", async.server(2).pid())
                    .with("reader_master", reader.server(1).pid())
                    .with("reader", reader.server(2).pid())
                    .with("semi_sync_master", semiSync.server(1).pid())
                    .with("semi_sync_replica", semiSync.server(2).pid());
            Contest contest = new Contest(meter, report);
            add(contest, "alone", single);
            add(contest, "async", async);
            add(contest, "reader", reader);
            add(contest, "semi_sync", semiSync);
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
        }
    }

    private Workload table() {
        return switch (workload) {
            case "w1" -> Workload.w1(rows);
            case "w2" -> Workload.w2(rows / 4);
            case "w3" -> Workload.w3(rows);
            default -> throw new IllegalArgumentException("--workload is " + workload + ": expected w1, w2 or w3");
        };
    }

    /** Starts the replica again with options of its own. */
    private static void restart(LocalCluster cluster, String... options) {
        cluster.server(2).stop();
        cluster.server(2).start(options);
        cluster.follow(2, cluster.server(1).port());
    }

    private void add(Contest contest, String name, LocalCluster cluster) {
        contest.add(name, () -> dropOldLogs(cluster), () -> cached(name, cluster), () -> compare(cluster));
    }

    private static void load(LocalMariaDb source, Workload workload) throws SQLException {
        try (Connection root = source.connect("");
                Statement statement = root.createStatement()) {
            statement.execute("CREATE SCHEMA " + SCHEMA);
        }
        try (Connection to = source.connect(SCHEMA)) {
            workload.load(to);
        }
    }

    private void measure(Contest contest, Report report) throws Exception {
        contest.only(only);
        contest.run(warmUps, rounds, table().rows());
        for (String name : contest.names()) {
            report.figure(name + "_rows_per_s", contest.median(name), "rows a second");
        }
        for (String name : List.of("async", "reader", "semi_sync", "galera")) {
            contest.paired(name + "_to_alone", name, "alone");
        }
        lags.forEach((name, all) -> {
            List<Double> counted =
                    all.subList(warmUps, all.size()).stream().sorted().toList();
            report.figure(
                    name + "_lag_ms",
                    counted.get(counted.size() / 2),
                    "ms after the last commit until the replica had it");
            report.figure(name + "_lag_worst_ms", counted.get(counted.size() - 1), "ms, in the worst round");
        });
    }

    /**
     * Begins a round without the logs of those before, as servers in use drop theirs; otherwise each writes into memory that was
     * never used before, which a virtual machine first has to get from its host.
     */
    private static void dropOldLogs(LocalCluster cluster) throws SQLException {
        for (LocalMariaDb server : cluster.servers()) {
            server.dropOldLogs();
        }
    }

    private double cached(String name, LocalCluster cluster) throws SQLException {
        double pace = pace(cluster.server(1));
        if (cluster.size() > 1) {
            lags.computeIfAbsent(name, each -> new ArrayList<>()).add(lagMillis(cluster.server(1), cluster.server(2)));
        }
        return pace;
    }

    private static void compare(LocalCluster cluster) {
        List<String> differences =
                Comparison.differences(cluster.server(1), cluster.servers().subList(1, cluster.size()), PATIENCE);
        if (!differences.isEmpty()) {
            throw new IllegalStateException("servers differ after caching: " + differences);
        }
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
                cache: {url: "%s", user: %s, password: "%s", layout: %s}
                sources: {s: %s}
                """.formatted(server.jdbcUrl("cache"), server.user(), server.password(), layout, settings),
                name -> null);
        try (CacheEngine engine = CacheEngine.open(setup)) {
            long start = System.nanoTime();
            RunReport run = engine.runOnce(RunListener.NONE);
            double pace = run.rows() * 1e9 / (System.nanoTime() - start);
            if (!run.done() || run.rows() != table().rows()) {
                throw new IllegalStateException("a run failed: " + run);
            }
            return pace;
        }
    }
}
