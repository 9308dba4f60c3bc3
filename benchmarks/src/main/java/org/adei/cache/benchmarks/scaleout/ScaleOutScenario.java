package org.adei.cache.benchmarks.scaleout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.adei.cache.benchmarks.Report;
import org.adei.cache.benchmarks.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One archive backlog, cached anew by one, two, four and eight worker processes: rows a second while all are at work,
 * rows that the source sent for each row that is cached, and whether the digests are equal; then with limits of the
 * source.
 */
@Command(name = "scale-out")
public final class ScaleOutScenario implements Scenario {
    private static final int LIMITED_WORKERS = 4;
    private static final int LIMITED_CONNECTIONS = 2;

    @Option(names = "--groups", description = "tables of 8 channels (default ${DEFAULT-VALUE})")
    int groups = 8;

    @Option(names = "--rows", description = "rows of each (default ${DEFAULT-VALUE})")
    int rows = 300_000;

    @Option(names = "--threads", description = "threads of each worker (default ${DEFAULT-VALUE})")
    int threads = 1;

    @Option(names = "--limit", description = "rows a second of the source's limit (default ${DEFAULT-VALUE})")
    int limit = 50_000;

    @Option(names = "--patience", description = "seconds that one run may take (default ${DEFAULT-VALUE})")
    int patience = 600;

    @Override
    public void run(Report report) throws Exception {
        report.fact("server_settings", "innodb_flush_log_at_trx_commit=1 sync_binlog=1 binlog_format=ROW");
        report.fact("groups", groups);
        report.fact("rows_of_each", rows);
        report.fact("threads_of_each_worker", threads);
        Path folder = Files.createTempDirectory("adei-scale-out");
        report.step("loading " + groups + " tables of " + rows + " rows");
        try (Backlog backlog = new Backlog(groups, rows)) {
            measure(backlog, folder, report);
        } finally {
            delete(folder);
        }
    }

    private void measure(Backlog backlog, Path folder, Report report) throws Exception {
        Set<String> digests = new LinkedHashSet<>();
        double twice = 0;
        for (int workers : List.of(1, 2, 4, 8)) {
            long before = backlog.sent();
            try (Crew crew = new Crew(backlog, folder, "cache" + workers, "{connections: 64}")) {
                report.figure(
                        "rows_per_s_" + workers,
                        crew.measure(workers, threads, patience),
                        "rows cached a second by so many processes");
                twice = Math.max(twice, (backlog.sent() - before) / (double) backlog.rows());
                digests.add(crew.digest());
                crew.drop();
            }
        }
        report.figure(
                "rows_read_per_row", twice, "rows that the source sent, for each row cached; the most of all runs");
        limited(backlog, folder, report, digests);
        report.figure("digests", digests.size(), "different digests of all runs");
    }

    private void limited(Backlog backlog, Path folder, Report report, Set<String> digests) throws Exception {
        String limits = "{connections: " + LIMITED_CONNECTIONS + ", rows-per-second: " + limit + "}";
        report.fact("limits", limits);
        try (Crew crew = new Crew(backlog, folder, "limited", limits)) {
            report.figure(
                    "limited_rows_per_s",
                    crew.measure(LIMITED_WORKERS, threads, patience),
                    "by " + LIMITED_WORKERS + " processes, where " + limit + " are allowed");
            report.figure(
                    "limited_connections",
                    crew.mostSlots(),
                    "most at once, where " + LIMITED_CONNECTIONS + " are allowed");
            digests.add(crew.digest());
        }
    }

    private static void delete(Path folder) throws java.io.IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
