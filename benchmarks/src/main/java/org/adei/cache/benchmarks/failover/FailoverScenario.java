package org.adei.cache.benchmarks.failover;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.adei.cache.benchmarks.Report;
import org.adei.cache.benchmarks.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Faults of the servers under caching load, one after the other on one cluster; each is drawn from a seed of its own. A
 * line of JSON for each run goes to standard output.
 */
@Command(name = "failover")
public final class FailoverScenario implements Scenario {
    private static final int MEDIAN = 50;
    private static final int HIGH = 95;

    @Option(names = "--runs", description = "how many faults (default ${DEFAULT-VALUE})")
    int runs = 30;

    @Option(names = "--seed", description = "seed of the first one, the next has the next (default ${DEFAULT-VALUE})")
    long seed = 1;

    @Option(names = "--witness", description = "two servers with data and a witness instead of three with data")
    boolean witness;

    @Option(names = "--semi-sync", description = "commits wait for a replica")
    boolean semiSync;

    @Option(names = "--only", description = "this fault alone: ${COMPLETION-CANDIDATES}")
    @org.jspecify.annotations.Nullable
    FaultKind only;

    @Override
    public void run(Report report) throws Exception {
        report.fact("servers", witness ? "2 with data and a witness" : "3 with data");
        report.fact("replication", semiSync ? "semi-synchronous" : "asynchronous");
        report.fact("lease_ms", 1_000);
        report.fact("seed", seed);
        List<Outcome> outcomes = new ArrayList<>();
        Harness harness = new Harness(witness, semiSync);
        try {
            for (int run = 1; run <= runs; run++) {
                long drawn = seed + run - 1;
                FaultKind kind = only;
                Outcome outcome = kind == null ? harness.run(drawn) : harness.run(kind, drawn);
                outcomes.add(outcome);
                System.out.println(line(run, outcome));
                if (outcome.count(Outcome.MANUAL) > 0) {
                    harness.close();
                    harness = new Harness(witness, semiSync);
                }
            }
        } finally {
            harness.close();
        }
        tell(report, outcomes);
    }

    private static String line(int run, Outcome outcome) throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        Map<String, Object> fields = outcome.fields(run);
        List<Object> reigns = new ArrayList<>();
        for (String reign : outcome.story().reigns()) {
            reigns.add(json.readTree(reign));
        }
        fields.put("reigns", reigns);
        return json.writeValueAsString(fields);
    }

    private static void tell(Report report, List<Outcome> outcomes) {
        report.figure("runs", outcomes.size(), "faults");
        for (String name : List.of(Outcome.LOST, Outcome.PAST, Outcome.UNEQUAL, Outcome.FAILED_READS, Outcome.MANUAL)) {
            report.figure(
                    name,
                    outcomes.stream().mapToLong(outcome -> outcome.count(name)).sum(),
                    "in all runs");
        }
        report.figure("reads", sum(outcomes, "reads"), "reads in all runs");
        report.figure("read_p99_ms", worst(outcomes, reads -> reads.p99()), "ms, 99 % of reads in the worst run");
        report.figure("read_max_ms", worst(outcomes, reads -> reads.max()), "ms, the longest read of all");
        report.figure("acknowledged", sum(outcomes, "acknowledged"), "transactions in all runs");
        report.figure("lost_to_asynchrony", sum(outcomes, "lost_to_asynchrony"), "small ones the new master never had");
        report.figure(Harness.NEEDLESS, sum(outcomes, Harness.NEEDLESS), "reigns begun although the master was well");
        for (FaultKind kind : FaultKind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            List<Outcome> own =
                    outcomes.stream().filter(outcome -> outcome.kind() == kind).toList();
            if (own.isEmpty()) {
                continue;
            }
            report.figure(name + "_runs", own.size(), "faults of this kind");
            times(
                    report,
                    name,
                    own,
                    kind.needsSuccessor()
                            ? outcome -> outcome.times().resume()
                            : outcome -> outcome.times().gap());
            times(report, name + "_healthy", own, outcome -> outcome.times().healthy());
        }
    }

    private static long sum(List<Outcome> outcomes, String name) {
        return outcomes.stream().mapToLong(outcome -> outcome.count(name)).sum();
    }

    private static double worst(List<Outcome> outcomes, ToDoubleFunction<Outcome.Reads> time) {
        return outcomes.stream()
                .map(outcome -> outcome.times().reads())
                .mapToDouble(time)
                .filter(millis -> !Double.isNaN(millis))
                .max()
                .orElse(0);
    }

    private static void times(Report report, String name, List<Outcome> outcomes, ToDoubleFunction<Outcome> time) {
        double[] sorted = outcomes.stream()
                .mapToDouble(time)
                .filter(millis -> !Double.isNaN(millis))
                .sorted()
                .toArray();
        if (sorted.length > 0) {
            String what = name.endsWith("_healthy") ? "ms until all servers are proven equal" : "ms without writes";
            report.figure(name + "_min_ms", sorted[0], what);
            report.figure(name + "_median_ms", percentile(sorted, MEDIAN), what);
            report.figure(name + "_p95_ms", percentile(sorted, HIGH), what);
            report.figure(name + "_max_ms", sorted[sorted.length - 1], what);
        }
    }

    /** The smallest value that so many percent of all do not exceed. */
    static double percentile(double[] sorted, int percent) {
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
    }
}
