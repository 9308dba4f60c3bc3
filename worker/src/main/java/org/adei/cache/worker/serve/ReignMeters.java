package org.adei.cache.worker.serve;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.adei.cache.replication.plan.Diagnosis;
import org.adei.cache.replication.plan.Problem;
import org.adei.cache.replication.steward.Onlooker;
import org.adei.cache.replication.steward.ReignRecord;
import org.adei.cache.replication.steward.Standing;

/** Shows the reigns over a cluster's servers, as this process's steward sees them. Thread-safe. */
final class ReignMeters implements Onlooker {
    private final MeterRegistry registry;
    private final Map<String, Boolean> servers = new ConcurrentHashMap<>();
    private final Map<String, Double> phases = new ConcurrentHashMap<>();
    private final Counter failovers;
    private final Counter reigns;
    private final Counter errant;
    private volatile Standing standing = new Standing(0, "", Map.of());
    private volatile List<Diagnosis> problems = List.of();
    private volatile double lost;

    /** Meters that show nothing as long as they hear of nothing: a setup with one server has none of them. */
    ReignMeters(MeterRegistry registry) {
        this.registry = registry;
        failovers = counter("adei_failovers", "Times that this worker's steward moved the master to another server");
        reigns = counter("adei_reigns", "Reigns that this worker's steward began, on the same server or another");
        errant = counter("adei_errant_transactions", "Transactions of old masters that nobody else had");
    }

    private Counter counter(String name, String text) {
        return Counter.builder(name).description(text).register(registry);
    }

    private void gauge(String name, String text, String tag, String value, Supplier<Number> number) {
        Gauge.Builder<Supplier<Number>> gauge = Gauge.builder(name, number).description(text);
        (tag.isEmpty() ? gauge : gauge.tag(tag, value)).register(registry);
    }

    private void cluster() {
        gauge("adei_reign_epoch", "Number of the last reign", "", "", () -> standing.epoch());
        gauge("adei_failover_lost", "Transactions that the last failover lost, as far as known", "", "", () -> lost);
        for (Problem problem : Problem.values()) {
            gauge(
                    "adei_cluster_problems",
                    "Servers that have a problem",
                    "problem",
                    problem.toString(),
                    () -> problems.stream()
                            .filter(found -> found.problem() == problem)
                            .count());
        }
    }

    private void server(String name) {
        gauge(
                "adei_master",
                "1 for the server that is master and works",
                "server",
                name,
                () -> standing.master().equals(name) ? 1 : 0);
        gauge(
                "adei_replica_behind_transactions",
                "Transactions that a replica has still to apply",
                "server",
                name,
                () -> standing.behind().getOrDefault(name, 0L));
    }

    @Override
    public void stands(Standing now) {
        standing = now;
        if (servers.putIfAbsent("", true) == null) {
            cluster();
        }
        now.behind().keySet().forEach(this::known);
        if (!now.master().isEmpty()) {
            known(now.master());
        }
    }

    private void known(String name) {
        if (servers.putIfAbsent(name, true) == null) {
            server(name);
        }
    }

    @Override
    public void diagnosed(List<Diagnosis> diagnoses) {
        problems = List.copyOf(diagnoses);
    }

    @Override
    public void began(ReignRecord reign) {
        reigns.increment();
        if (reign.moved()) {
            failovers.increment();
            lost = reign.lost().orElse(0);
        }
        reign.phases().forEach((phase, nanos) -> {
            if (phases.put(phase, nanos / 1e9) == null) {
                gauge(
                        "adei_failover_last_seconds",
                        "How long the phases of the last change of reigns took that this worker's steward led",
                        "phase",
                        phase,
                        () -> phases.getOrDefault(phase, 0.0));
            }
        });
    }

    @Override
    public void foundErrant(String server, long transactions) {
        errant.increment(transactions);
    }
}
