package org.adei.cache.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

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

    /** What surrounds the work and is not measured. */
    @FunctionalInterface
    interface Step {
        void run() throws Exception;
    }

    private record Entry(Step before, Variant work, Step after) {}

    private final Map<String, Entry> variants = new LinkedHashMap<>();
    private final Map<String, double[]> paces = new LinkedHashMap<>();
    private final Map<String, Map<String, Double>> cpu = new LinkedHashMap<>();
    private final CpuMeter meter;
    private final Report report;

    Contest(CpuMeter meter, Report report) {
        this.meter = meter;
        this.report = report;
    }

    void add(String name, Variant variant) {
        add(name, () -> {}, variant, () -> {});
    }

    /** The same between steps whose CPU time is not counted. */
    void add(String name, Step before, Variant variant, Step after) {
        variants.put(name, new Entry(before, variant, after));
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
        run(1, rounds, rows);
    }

    /** The same with more rounds before the first. */
    void run(int warmUps, int rounds, long rows) throws Exception {
        for (int round = -warmUps; round < rounds; round++) {
            for (Map.Entry<String, Entry> variant : variants.entrySet()) {
                variant.getValue().before().run();
                Map<String, Duration> before = meter.read();
                double pace = variant.getValue().work().run();
                Map<String, Double> used = CpuMeter.perRow(before, meter.read(), rows);
                variant.getValue().after().run();
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

    /** Reports the median of the ratios of each round, which a drift between rounds does not touch. */
    void paired(String figure, String variant, String other) {
        double[] of = paces.get(variant);
        double[] to = paces.get(other);
        if (of != null && to != null) {
            double[] ratios = IntStream.range(0, of.length)
                    .mapToDouble(round -> of[round] / to[round])
                    .sorted()
                    .toArray();
            report.figure(figure, ratios[ratios.length / 2], "ratio, median of the rounds");
        }
    }
}
