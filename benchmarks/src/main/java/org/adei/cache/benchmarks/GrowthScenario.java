package org.adei.cache.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.adei.cache.model.StorageLayout;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How the cost grows with the number of rows, and with the number of channels at the same number of values: time, CPU
 * time, bytes and heap for each value. Rows are made up, so that a source's own limits are not in it.
 */
@Command(name = "growth")
public final class GrowthScenario implements Scenario {
    private static final int CHANNELS = 16;
    private static final int WARM_UP = 3;
    private static final long WARM_UP_ROWS = 2_000_000;

    @Option(names = "--rows", split = ",", description = "rows of 16 channels (default ${DEFAULT-VALUE})")
    List<Long> rows = List.of(1_000_000L, 2_000_000L, 4_000_000L, 8_000_000L);

    @Option(names = "--channels", split = ",", description = "numbers of channels (default ${DEFAULT-VALUE})")
    List<Integer> channels = List.of(16, 64, 256, 1_024, 4_096);

    /** Four slices of rows of a second at 4,096 channels, so that two are always at work. */
    @Option(names = "--values", description = "values at each number of channels (default ${DEFAULT-VALUE})")
    long values = 4L * 43_200 * 4_096;

    @Option(names = "--layout", description = "wide takes up to 1,364 channels (default ${DEFAULT-VALUE})")
    StorageLayout layout = StorageLayout.PACKED;

    @Option(names = "--rounds", description = "rounds of which the median is given (default ${DEFAULT-VALUE})")
    int rounds = 3;

    @Option(names = "--data", description = "folder on the disk to measure (default ${DEFAULT-VALUE})")
    Path data = Path.of(System.getProperty("java.io.tmpdir"));

    private final HeapPeak heap = new HeapPeak();

    @Override
    public void run(Report report) throws Exception {
        report.fact("layout", layout.word());
        report.fact("rounds", rounds);
        try (Bed bed = new Bed(data)) {
            bed.describe(report);
            report.step("warm-up");
            for (int run = 0; run < WARM_UP; run++) {
                bed.cachedMadeUp(CHANNELS, WARM_UP_ROWS, layout);
            }
            for (long count : rows) {
                measure(report, bed, "rows_" + count, CHANNELS, count);
            }
            for (int count : channels) {
                measure(report, bed, "channels_" + count, count, Math.max(1, values / count));
            }
        }
    }

    private void measure(Report report, Bed bed, String name, int width, long length) throws Exception {
        double[] nanos = new double[rounds];
        long all = width * length;
        heap.reset();
        Footprint before = Footprint.of(bed.cache);
        Map<String, Duration> cpu = bed.meter().read();
        for (int round = 0; round < rounds; round++) {
            nanos[round] = 1e9 / (bed.cachedMadeUp(width, length, layout) * width);
        }
        Map<String, Double> used = CpuMeter.perRow(cpu, bed.meter().read(), all * rounds);
        Arrays.sort(nanos);
        report.figure(name + "_ns_per_value", nanos[rounds / 2], "ns, " + length + " rows of " + width + " channels");
        used.forEach((process, micros) ->
                report.figure(name + "_cpu_" + process + "_ns_per_value", micros * 1e3, "ns of CPU time"));
        report.figure(
                name + "_bytes_per_value",
                Footprint.of(bed.cache).perRow(before, all).getOrDefault("bytes_per_row", 0.0),
                "bytes on disk");
        report.figure(name + "_heap_mb", heap.megabytes(), "MiB left by a collection at most");
    }
}
