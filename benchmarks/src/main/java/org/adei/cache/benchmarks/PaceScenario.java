package org.adei.cache.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import org.adei.cache.model.StorageLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How fast a source is cached into wide tables, scan included, against what the same servers reach by other means in the
 * same run. Opening connections and bringing the cache's own tables to their version lie before the clock starts;
 * finding the group, making its tables and everything else is in it.
 */
@Command(name = "pace")
public final class PaceScenario implements Scenario {
    @Option(names = "--rows", description = "rows of w1; w2 has a quarter (default ${DEFAULT-VALUE})")
    int rows = 2_000_000;

    @Option(names = "--rounds", description = "rounds of which the median is given (default ${DEFAULT-VALUE})")
    int rounds = 3;

    @Option(names = "--only", split = ",", description = "workloads (default ${DEFAULT-VALUE})")
    List<String> only = List.of("w1", "w2");

    @Option(names = "--variants", split = ",", description = "variants, by name (default: all)")
    Set<String> variants = Set.of();

    @Option(names = "--data", description = "folder on the disk to measure (default ${DEFAULT-VALUE})")
    Path data = Path.of(System.getProperty("java.io.tmpdir"));

    @Override
    public void run(Report report) throws Exception {
        report.fact("rounds", rounds);
        report.fact("rows_w1", rows);
        try (Bed bed = new Bed(data)) {
            bed.describe(report);
            for (Workload workload : List.of(Workload.w1(rows), Workload.w2(rows / 4))) {
                if (only.contains(workload.name())) {
                    measure(report, workload, bed);
                }
            }
        }
    }

    private void measure(Report report, Workload workload, Bed bed) throws Exception {
        bed.load(workload, report);
        try (Connection to = bed.cache.connect("peer")) {
            workload.load(to);
        }
        Contest contest = new Contest(bed.meter(), report);
        contest.add("discard", () -> bed.discard(workload));
        contest.add("wide_raw", () -> bed.cached(workload, StorageLayout.WIDE, true));
        contest.add("wide_aggregates", () -> bed.cached(workload, StorageLayout.WIDE, false));
        contest.add("sql_rollup", () -> SqlPeers.rollup(bed.cache, workload));
        contest.add("bulk_limit", () -> SqlPeers.bulkInsert(bed.cache, workload));
        contest.add("bulk_one_key", () -> SqlPeers.bulkInsertOneKey(bed.cache, workload));
        contest.only(variants);
        contest.run(rounds, workload.rows());
        String prefix = workload.name() + "_";
        for (String name : contest.names()) {
            report.figure(prefix + name + "_rows_per_s", contest.median(name), "rows of the source a second");
        }
        contest.ratio(prefix + "wide_raw_to_rollup", "wide_raw", "sql_rollup");
        contest.ratio(prefix + "wide_raw_to_bulk_limit", "wide_raw", "bulk_limit");
        contest.ratio(prefix + "wide_aggregates_to_discard", "wide_aggregates", "discard");
    }
}
