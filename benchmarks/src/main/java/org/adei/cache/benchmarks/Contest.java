package org.adei.cache.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Ways of doing the same work, one after the other in rounds, so that a drift of the machine touches all of them; medians
 * are given. A round before the first, while the program is being compiled, is not counted. Used by one thread.
 */
final class Contest {
    /** Does the work once and gives rows a second. */
    @FunctionalInterface
    interface Variant {
        double run() throws Exception;
    }

    private final Map<String, Variant> variants = new LinkedHashMap<>();
    private final Map<String, double[]> paces = new LinkedHashMap<>();
    private final Map<String, Map<String, Double>> cpu = new LinkedHashMap<>();
    private final CpuMeter meter;
    private final Report report;

    Contest(CpuMeter meter, Report report) {
        this.meter = meter;
        this.report = report;
    }

    void add(String name, Variant variant) {
        variants.put(name, variant);
    }

    /** Leaves out all but some, unless none are named. */
    void only(Set<String> names) {
        if (!names.isEmpty()) {
            variants.keySet().retainAll(names);
        }
    }

    /**
     * Runs all variants.
     *
     * @param rows rows of the source, for the CPU time of each
     */
    void run(int rounds, long rows) throws Exception {
        for (int round = -1; round < rounds; round++) {
            for (Map.Entry<String, Variant> variant : variants.entrySet()) {
                Map<String, Duration> before = meter.read();
                double pace = variant.getValue().run();
                Map<String, Double> used = CpuMeter.perRow(before, meter.read(), rows);
                if (round >= 0) {
                    paces.computeIfAbsent(variant.getKey(), name -> new double[rounds])[round] = pace;
                    cpu.put(variant.getKey(), used);
                }
                report.step("  %s %s %,.0f rows/s, CPU us a row %s"
                        .formatted(round < 0 ? "warm-up" : "round " + (round + 1), variant.getKey(), pace, text(used)));
            }
        }
    }

    private static String text(Map<String, Double> used) {
        StringBuilder text = new StringBuilder();
        used.forEach((name, micros) -> text.append(text.isEmpty() ? "" : ", ")
                .append(name)
                .append(String.format(Locale.ROOT, " %.2f", micros)));
        return text.toString();
    }

    /** What was measured, in order. */
    Set<String> names() {
        return paces.keySet();
    }

    boolean has(String variant) {
        return paces.containsKey(variant);
    }

    double median(String variant) {
        double[] sorted = Objects.requireNonNull(paces.get(variant), variant).clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** CPU time of a row in the last round, in microseconds, by process. */
    Map<String, Double> cpu(String variant) {
        return cpu.getOrDefault(variant, Map.of());
    }

    /** Reports the ratio of two medians, where both were measured. */
    void ratio(String figure, String variant, String other) {
        if (has(variant) && has(other)) {
            report.figure(figure, median(variant) / median(other), "ratio");
        }
    }
}
