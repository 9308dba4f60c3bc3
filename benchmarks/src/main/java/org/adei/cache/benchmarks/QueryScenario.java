package org.adei.cache.benchmarks;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.query.Query;
import org.adei.cache.query.QueryResult;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.CachedGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long a plot takes: 20 days of w1 to 1,000 points out of windows, through the engine with everything that an answer
 * has, and all raw points of a channel. Each question asks for another interval of that length, so that nothing but the
 * caches of server and engine helps.
 */
@Command(name = "query")
public final class QueryScenario implements Scenario {
    private static final int ROWS = 2_000_000;
    private static final long DAYS_20 = 20L * 86_400 * 1_000_000_000;
    private static final long START = 1_600_000_000L * 1_000_000_000;
    private static final long HOUR = 3_600L * 1_000_000_000;
    private static final int POINTS = 1_000;
    private static final int BLOCK = 8_192;

    @Option(names = "--questions", description = "questions of which the median is given (default ${DEFAULT-VALUE})")
    int questions = 200;

    @Option(names = "--data", description = "folder on the disk to measure (default ${DEFAULT-VALUE})")
    Path data = Path.of(System.getProperty("java.io.tmpdir"));

    @Override
    public void run(Report report) throws Exception {
        Workload workload = Workload.w1(ROWS);
        report.fact("questions", questions);
        try (Bed bed = new Bed(data)) {
            bed.describe(report);
            bed.load(workload, report);
            for (StorageLayout layout : List.of(StorageLayout.WIDE, StorageLayout.PACKED)) {
                report.step("caching " + layout.word());
                bed.cached(workload, layout, true);
                try (CacheEngine engine = bed.engine(workload)) {
                    measure(report, engine, layout.word());
                }
            }
        }
    }

    private void measure(Report report, CacheEngine engine, String layout) {
        CachedGroup group = engine.store().catalogue().groups().get(0);
        plot(report, engine, layout + "_one_channel", group.id(), "v0");
        plot(
                report,
                engine,
                layout + "_sixteen_channels",
                group.id(),
                group.channels().toArray(String[]::new));
        int rounds = Math.max(3, questions / 10);
        for (int channel : new int[] {0, 15}) {
            double[] millis = new double[rounds];
            for (int i = -2; i < rounds; i++) {
                long start = System.nanoTime();
                long points = rawPoints(engine.store().reader(), group, channel, interval(i));
                double took = (System.nanoTime() - start) / 1e6;
                if (points != DAYS_20 / 1_000_000_000) {
                    throw new IllegalStateException(points + " raw points: expected one a second");
                }
                if (i >= 0) {
                    millis[i] = took;
                }
            }
            String kind = channel == 0 ? "whole mantissa" : "three decimals";
            report(report, layout + "_raw_channel" + (channel == 0 ? "" : "_rounded"), millis, "1.7 M points, " + kind);
        }
    }

    private void plot(Report report, CacheEngine engine, String name, GroupId group, String... channels) {
        double[] millis = new double[questions];
        for (int i = -questions; i < questions; i++) {
            Query query = Query.of(group, POINTS).channels(channels).between(interval(i));
            long start = System.nanoTime();
            QueryResult answer = engine.query(query);
            double took = (System.nanoTime() - start) / 1e6;
            if (answer.samples().channels().size() != channels.length) {
                throw new IllegalStateException("an answer lacks channels: " + answer);
            }
            if (i >= 0) {
                millis[i] = took;
            }
        }
        report(report, name, millis, "20 days to " + POINTS + " points");
    }

    private static void report(Report report, String name, double[] millis, String remark) {
        Arrays.sort(millis);
        report.figure(name + "_ms", millis[millis.length / 2], "ms, median, " + remark);
        report.figure(name + "_p99_ms", millis[(int) Math.ceil(millis.length * 0.99) - 1], "ms");
    }

    private static Interval interval(int question) {
        long from = START + Math.floorMod(question, 60) * HOUR + Math.floorMod(question * 7L, 3_600) * 1_000_000_000;
        return new Interval(from, from + DAYS_20);
    }

    private static long rawPoints(CacheReader reader, CachedGroup group, int channel, Interval interval) {
        RowBlock block = new RowBlock(1, BLOCK);
        long points = 0;
        try (RowCursor cursor = reader.rows(group, interval, new int[] {channel})) {
            boolean more = true;
            while (more) {
                block.clear();
                more = cursor.fill(block);
                points += block.size();
            }
        }
        return points;
    }
}
