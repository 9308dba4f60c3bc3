package org.adei.cache.benchmarks.failover;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of one fault.
 *
 * @param kind the fault
 * @param seed what it was drawn from
 * @param times how long it took
 * @param counts what must be 0, and others, by name
 * @param story what was told of it
 */
public record Outcome(FaultKind kind, long seed, Times times, Map<String, Long> counts, Story story) {
    public static final String LOST = "acknowledged_lost";
    public static final String PAST = "past_epoch_writes";
    public static final String UNEQUAL = "unequal_servers";
    public static final String FAILED_READS = "failed_reads";
    public static final String MANUAL = "manual_steps";
    private static final int HIGHEST = 99;

    /**
     * Times in milliseconds.
     *
     * @param resume from the fault to the first batch that was cached after it, NaN if caching did not stop
     * @param gap longest time without a transaction of the small writers, from the fault on
     * @param healthy from the fault to all servers being well and proven
     * @param reads how long reads took, failed or not
     */
    public record Times(double resume, double gap, double healthy, Reads reads) {}

    /**
     * Times of reads in milliseconds, NaN if there were none.
     *
     * @param p99 what 99 of 100 did not exceed
     * @param max the longest
     */
    public record Reads(double p99, double max) {
        static final Reads NONE = new Reads(Double.NaN, Double.NaN);

        static Reads of(List<Long> nanos) {
            double[] sorted =
                    nanos.stream().mapToDouble(each -> each / 1e6).sorted().toArray();
            return sorted.length == 0
                    ? NONE
                    : new Reads(FailoverScenario.percentile(sorted, HIGHEST), sorted[sorted.length - 1]);
        }
    }

    /**
     * Words.
     *
     * @param note what an operator would want to know of it, empty if all is well
     * @param reigns what stewards wrote down of each new reign, as JSON
     */
    public record Story(String note, List<String> reigns) {}

    public Outcome {
        counts = Map.copyOf(counts);
    }

    public long count(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /** Whether nothing was lost, unequal or left to a human. */
    public boolean isWell() {
        return count(LOST) + count(PAST) + count(UNEQUAL) + count(FAILED_READS) + count(MANUAL) == 0;
    }

    /** What matters first: whoever reads it may see its beginning only. */
    @Override
    public String toString() {
        return kind + " of seed " + seed + ": " + story.note() + " " + counts + ", healthy after "
                + rounded(times.healthy()) + " ms; reigns " + story.reigns();
    }

    /** For a line of JSON. */
    Map<String, Object> fields(int run) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("run", run);
        fields.put("seed", seed);
        fields.put("fault", kind.name().toLowerCase(Locale.ROOT));
        fields.put("resume_ms", rounded(times.resume()));
        fields.put("writer_gap_ms", rounded(times.gap()));
        fields.put("healthy_ms", rounded(times.healthy()));
        fields.put("read_p99_ms", rounded(times.reads().p99()));
        fields.put("read_max_ms", rounded(times.reads().max()));
        counts.keySet().stream().sorted().forEach(name -> fields.put(name, counts.get(name)));
        fields.put("note", story.note());
        return fields;
    }

    private static double rounded(double millis) {
        return Double.isNaN(millis) ? -1 : Math.round(millis * 10) / 10.0;
    }
}
