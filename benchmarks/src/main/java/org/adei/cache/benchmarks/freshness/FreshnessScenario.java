package org.adei.cache.benchmarks.freshness;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.adei.cache.benchmarks.Report;
import org.adei.cache.benchmarks.Scenario;
import org.adei.cache.model.StorageLayout;
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

    @Option(names = "--layout", description = "of the groups of a row a second (default ${DEFAULT-VALUE})")
    StorageLayout layout = StorageLayout.WIDE;

    @Option(
            names = "--many-layout",
            description = "of the others; wide ones have six tables each (default ${DEFAULT-VALUE})")
    StorageLayout manyLayout = StorageLayout.PACKED;

    @Option(
            names = "--only",
            split = ",",
            description = "parts to measure: polling, busy, push, many, many-push (default: all)")
    List<String> only = List.of();

    @Override
    public void run(Report report) throws Exception {
        report.fact("server_settings", "innodb_flush_log_at_trx_commit=1 sync_binlog=1 binlog_format=ROW");
        report.fact("groups", groups);
        report.fact("layout", layout.word());
        report.fact("seconds", seconds);
        report.fact("load_average", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        if (groups > 0 && (wants("polling") || wants("busy"))) {
            try (Bench bench = new Bench(groups, layout)) {
                few(report, bench);
            }
        }
        if (groups > 0 && wants("push")) {
            try (Bench bench = new Bench(groups, layout)) {
                pushed(report, bench);
            }
        }
        if (many > 0 && (wants("many") || wants("many-push"))) {
            report.fact("many_groups", many);
            report.fact("many_layout", manyLayout.word());
            try (Bench bench = new Bench(many, manyLayout)) {
                many(report, bench);
            }
        }
    }

    private boolean wants(String part) {
        return only.isEmpty() || only.contains(part);
    }

    private void few(Report report, Bench bench) throws Exception {
        boolean archives = archiveRows > 0 && wants("busy");
        report.step(archives ? "loading " + ARCHIVES + " archives of " + archiveRows + " rows" : "starting");
        try (Connection source = bench.source.connect("src")) {
            for (int number = 0; archives && number < ARCHIVES; number++) {
                bench.tables.createArchive(source, number, archiveRows);
            }
        }
        bench.begin(groups, "off", TimeUnit.MINUTES.toSeconds(2));
        TimeUnit.SECONDS.sleep(warmUp);
        report.step("measuring at rest");
        long[] rest = wants("polling") ? bench.measure(seconds) : null;
        long[] busy = null;
        if (archives) {
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
        if (rest != null) {
            report.figure("worker_cores", bench.cores(), "processor time of the worker a second, at rest");
            report(report, bench, "", rest);
        }
        if (busy != null) {
            report(report, bench, "busy_", busy);
        }
    }

    private void pushed(Report report, Bench bench) throws Exception {
        bench.begin(groups, "on", TimeUnit.MINUTES.toSeconds(2));
        TimeUnit.SECONDS.sleep(warmUp);
        report.step("measuring by push");
        long[] span = bench.measure(seconds);
        bench.end();
        report.figure("push_worker_cores", bench.cores(), "processor time of the worker a second");
        report(report, bench, "push_", span);
    }

    private void many(Report report, Bench bench) throws Exception {
        long patience = TimeUnit.MINUTES.toSeconds(30);
        report.step("taking " + many + " groups over");
        bench.begin(many / 10.0, wants("many") ? "off" : "on", patience);
        Span polled = wants("many") ? span(report, bench, "measuring many groups") : null;
        if (polled != null && wants("many-push")) {
            bench.replaceWorker("on", patience);
        }
        Span pushed = wants("many-push") ? span(report, bench, "measuring many groups by push") : null;
        bench.end();
        if (polled != null) {
            many(report, bench, "many_", polled);
        }
        if (pushed != null) {
            many(report, bench, "many_push_", pushed);
        }
    }

    private record Span(long[] micros, int[] footprint, double cores) {}

    private Span span(Report report, Bench bench, String step) throws Exception {
        TimeUnit.SECONDS.sleep(2L * warmUp);
        report.step(step);
        long[] micros = bench.measure(seconds);
        Span span = new Span(micros, bench.footprint(), bench.cores());
        TimeUnit.SECONDS.sleep(warmUp); // the last rows come through before another worker takes over
        return span;
    }

    private static void many(Report report, Bench bench, String prefix, Span span) throws IOException {
        Latencies raw = Latencies.of(bench.log, bench.watcher().raw(), span.micros()[0], span.micros()[1]);
        String rows =
                "ms, raw, " + raw.millis().size() + " rows of a sample of groups, " + raw.missing() + " never seen";
        report.figure(prefix + "p50_ms", raw.percentile(0.5), rows);
        report.figure(prefix + "p99_ms", raw.percentile(0.99), rows);
        report.fact(prefix + "histogram_ms", raw.histogram());
        report.figure(prefix + "source_connections", span.footprint()[0], "of the worker");
        report.figure(prefix + "cache_connections", span.footprint()[1], "of the worker");
        report.figure(prefix + "worker_threads", span.footprint()[2], "threads, those of the JVM among them");
        report.figure(prefix + "worker_cores", span.cores(), "processor time of the worker a second");
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
