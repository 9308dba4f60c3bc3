package org.adei.cache.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.adei.cache.model.StorageLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The layouts against each other, against the limits of source and server, and against other engines on the same rows,
 * all in one run; with bytes and CPU time of a row.
 */
@Command(name = "layouts")
public final class LayoutsScenario implements Scenario {
    @Option(names = "--rows", description = "rows of w1 and w3; w2 has a quarter (default ${DEFAULT-VALUE})")
    int rows = 2_000_000;

    @Option(names = "--rounds", description = "rounds of which the median is given (default ${DEFAULT-VALUE})")
    int rounds = 5;

    @Option(names = "--only", split = ",", description = "workloads (default ${DEFAULT-VALUE})")
    List<String> only = List.of("w1", "w2", "w3");

    @Option(names = "--variants", split = ",", description = "variants, by name (default: all)")
    Set<String> variants = Set.of();

    @Option(names = "--data", description = "folder on the disk to measure (default ${DEFAULT-VALUE})")
    Path data = Path.of(System.getProperty("java.io.tmpdir"));

    private final Map<String, Map<String, Double>> bytes = new LinkedHashMap<>();

    @Override
    public void run(Report report) throws Exception {
        report.fact("rounds", rounds);
        report.fact("rows_w1", rows);
        report.fact("adei_published_rows_per_s", "2,400-3,400 (PHP, MyISAM, one INSERT a row)");
        try (Bed bed = new Bed(data)) {
            bed.describe(report);
            for (Workload workload : List.of(Workload.w1(rows), Workload.w2(rows / 4), Workload.w3(rows))) {
                if (only.contains(workload.name())) {
                    measure(report, bed, workload);
                }
            }
        }
    }

    private void measure(Report report, Bed bed, Workload workload) throws Exception {
        bed.load(workload, report);
        try (Connection to = bed.cache.connect("peer")) {
            workload.load(to);
        }
        bytes.clear();
        Contest contest = contest(report, bed, workload);
        contest.only(variants);
        contest.run(rounds, workload.rows());
        String prefix = workload.name() + "_";
        for (String name : contest.names()) {
            report.figure(prefix + name + "_rows_per_s", contest.median(name), "rows of the source a second");
        }
        for (String name : contest.names()) {
            contest.cpu(name)
                    .forEach((process, micros) -> report.figure(
                            prefix + name + "_cpu_" + process + "_us", micros, "CPU time of a row in the " + process));
        }
        bytes.forEach((name, each) ->
                each.forEach((what, value) -> report.figure(prefix + name + "_" + what, value, "bytes")));
        for (String name : List.of("packed_raw", "packed", "wide_raw", "wide")) {
            contest.ratio(prefix + name + "_to_discard", name, "discard");
        }
        contest.ratio(prefix + "packed_raw_to_scan", "packed_raw", "scan");
        contest.ratio(prefix + "packed_raw_to_questdb", "packed_raw", "questdb");
        contest.ratio(prefix + "packed_raw_to_duckdb", "packed_raw", "duckdb");
        contest.ratio(prefix + "wide_raw_to_bulk_limit", "wide_raw", "bulk_limit");
        contest.ratio(prefix + "wide_raw_to_sql_rollup", "wide_raw", "sql_rollup");
    }

    private Contest contest(Report report, Bed bed, Workload workload) {
        Contest contest = new Contest(bed.meter(), report);
        contest.add("scan", () -> bed.scan(workload));
        contest.add("discard", () -> bed.discard(workload));
        contest.add("packed_raw", () -> cached("packed_raw", bed, workload, StorageLayout.PACKED));
        contest.add("packed", () -> cached("packed", bed, workload, StorageLayout.PACKED));
        contest.add("wide_raw", () -> cached("wide_raw", bed, workload, StorageLayout.WIDE));
        contest.add("wide", () -> cached("wide", bed, workload, StorageLayout.WIDE));
        contest.add("both_raw", () -> cached("both_raw", bed, workload, StorageLayout.BOTH));
        contest.add("sql_rollup", () -> SqlPeers.rollup(bed.cache, workload));
        contest.add("bulk_limit", () -> SqlPeers.bulkInsert(bed.cache, workload));
        Peer.Work work = new Peer.Work("log_" + workload.name(), workload.channels(), workload.rows());
        for (Peer peer : ServiceLoader.load(Peer.class)) {
            report.fact(peer.name(), peer.version());
            contest.add(peer.name(), () -> {
                try (Connection source = stream(bed)) {
                    return work.rows() * 1e9 / peer.run(source, work, bed.emptyFolder(peer.name()));
                }
            });
        }
        return contest;
    }

    private double cached(String name, Bed bed, Workload workload, StorageLayout layout) throws SQLException {
        Footprint before = Footprint.of(bed.cache);
        double pace = bed.cached(workload, layout, name.endsWith("_raw"));
        bytes.put(name, Footprint.of(bed.cache).perRow(before, workload.rows()));
        return pace;
    }

    /** A connection as ours: binary rows. */
    private static Connection stream(Bed bed) throws SQLException {
        return DriverManager.getConnection(
                bed.source.jdbcUrl("slowcontrol") + "&useServerPrepStmts=true",
                bed.source.user(),
                bed.source.password());
    }
}
