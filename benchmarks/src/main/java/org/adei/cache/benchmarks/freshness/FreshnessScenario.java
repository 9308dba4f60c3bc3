package org.adei.cache.benchmarks.freshness;

import java.io.IOException;
import java.sql.Connection;
import java.util.concurrent.TimeUnit;
import org.adei.cache.benchmarks.Report;
import org.adei.cache.benchmarks.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * From the commit of a row in the source to the moment at which a reader sees it, raw and inside of the open window of
 * every level: at rest, and while an archive is cached beside it. Many slow groups follow as a measurement of their own.
 */
@Command(name = "freshness")
public final class FreshnessScenario implements Scenario {
    private static final int CHANNELS = 16;
    private static final int ARCHIVES = 4;

    @Option(names = "--groups", description = "groups of one row a second (default ${DEFAULT-VALUE})")
    int groups = 200;

    @Option(names = "--seconds", description = "length of each measurement (default ${DEFAULT-VALUE})")
    int seconds = 30;

    @Option(names = "--warm-up", description = "seconds before it (default ${DEFAULT-VALUE})")
    int warmUp = 20;

    @Option(
            names = "--archive-rows",
            description = "rows of each of four archives, 0 for none (default ${DEFAULT-VALUE})")
    int archiveRows = 3_000_000;

    @Option(names = "--many", description = "groups of a row in ten seconds, 0 for none (default ${DEFAULT-VALUE})")
    int many = 5_000;

    @Override
    public void run(Report report) throws Exception {
        report.fact("server_settings", "innodb_flush_log_at_trx_commit=1 sync_binlog=1 binlog_format=ROW");
        report.fact("groups", groups);
        report.fact("seconds", seconds);
        if (groups > 0) {
            try (Bench bench = new Bench(groups)) {
                few(report, bench);
            }
        }
        if (many > 0) {
            report.fact("many_groups", many);
            try (Bench bench = new Bench(many)) {
                many(report, bench);
            }
        }
    }

    private void few(Report report, Bench bench) throws Exception {
        report.step("loading " + ARCHIVES + " archives of " + archiveRows + " rows");
        try (Connection source = bench.source.connect("src")) {
            for (int number = 0; archiveRows > 0 && number < ARCHIVES; number++) {
                bench.tables.createArchive(source, number, archiveRows);
            }
        }
        bench.begin(groups, TimeUnit.MINUTES.toSeconds(2));
        TimeUnit.SECONDS.sleep(warmUp);
        report.step("measuring at rest");
        long[] rest = bench.measure(seconds);
        long[] busy = null;
        if (archiveRows > 0) {
            report.step("measuring beside the archive");
            try (Connection source = bench.source.connect("src")) {
                LiveTables.showArchives(source, ARCHIVES);
            }
            bench.awaitRows("archive", 10_000);
            long before = bench.archiveRows();
            busy = bench.measure(seconds);
            long after = bench.archiveRows();
            report.figure(
                    "archive_rows_per_s", (after - before) / (double) seconds, "rows of the archive cached meanwhile");
            report.fact("archive_left_over", after < (long) ARCHIVES * archiveRows);
        }
        bench.end();
        report.figure("worker_cores", bench.cores(), "processor time of the worker a second, at rest");
        report(report, bench, "", rest);
        if (busy != null) {
            report(report, bench, "busy_", busy);
        }
    }

    private void many(Report report, Bench bench) throws Exception {
        report.step("taking " + many + " groups over");
        bench.begin(many / 10.0, TimeUnit.MINUTES.toSeconds(30));
        TimeUnit.SECONDS.sleep(2L * warmUp);
        report.step("measuring many groups");
        long[] span = bench.measure(seconds);
        bench.end();
        Latencies raw = Latencies.of(bench.log, bench.watcher().raw(), span[0], span[1]);
        report.figure(
                "many_p50_ms", raw.percentile(0.5), "ms, raw, " + raw.millis().size() + " rows");
        report.figure("many_p99_ms", raw.percentile(0.99), "ms, raw, " + raw.missing() + " missing");
        report.fact("many_histogram_ms", raw.histogram());
        report.figure("many_worker_cores", bench.cores(), "processor time of the worker a second");
    }

    private static void report(Report report, Bench bench, String prefix, long[] span) throws IOException {
        Latencies raw = Latencies.of(bench.log, bench.watcher().raw(), span[0], span[1]);
        Latencies open = Latencies.of(bench.log, bench.watcher().open(), span[0], span[1]);
        String rows = "ms, " + raw.millis().size() + " rows, " + raw.missing() + " never seen";
        report.figure(prefix + "raw_p50_ms", raw.percentile(0.5), rows);
        report.figure(prefix + "raw_p99_ms", raw.percentile(0.99), rows);
        report.figure(prefix + "open_window_p50_ms", open.percentile(0.5), "ms, " + open.missing() + " never seen");
        report.figure(prefix + "open_window_p99_ms", open.percentile(0.99), "ms");
        report.figure(prefix + "raw_max_ms", raw.percentile(1), "ms");
        report.fact(prefix + "raw_histogram_ms", raw.histogram());
        report.fact(prefix + "open_window_histogram_ms", open.histogram());
    }
}
