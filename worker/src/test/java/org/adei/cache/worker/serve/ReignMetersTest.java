package org.adei.cache.worker.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.adei.cache.replication.plan.Diagnosis;
import org.adei.cache.replication.plan.Problem;
import org.adei.cache.replication.steward.ReignRecord;
import org.adei.cache.replication.steward.Standing;
import org.junit.jupiter.api.Test;

class ReignMetersTest {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ReignMeters meters = new ReignMeters(registry);

    @Test
    void reignsAreShownByServerPhaseAndProblem() {
        meters.stands(new Standing(7, "db1", Map.of("db2", 3L)));
        meters.diagnosed(List.of(new Diagnosis(Problem.ERRANT, "db2"), new Diagnosis(Problem.ERRANT, "db3")));
        meters.began(new ReignRecord(7, "db1", false, Map.of("detect", 60_000_000L), OptionalLong.of(0)));
        assertThat(registry.scrape())
                .contains(
                        "adei_reign_epoch 7.0",
                        "adei_master{server=\"db1\"} 1.0",
                        "adei_replica_behind_transactions{server=\"db2\"} 3.0",
                        "adei_cluster_problems{problem=\"ERRANT\"} 2.0",
                        "adei_cluster_problems{problem=\"MASTER_DEAD\"} 0.0",
                        "adei_failover_last_seconds{phase=\"detect\"} 0.06",
                        "adei_failovers_total 0.0",
                        "adei_reigns_total 1.0");
        meters.stands(new Standing(8, "db2", Map.of()));
        meters.diagnosed(List.of());
        meters.began(new ReignRecord(8, "db2", true, Map.of("detect", 10_000_000L), OptionalLong.of(4)));
        meters.foundErrant("db1", 5);
        assertThat(registry.scrape())
                .contains(
                        "adei_reign_epoch 8.0",
                        "adei_master{server=\"db1\"} 0.0",
                        "adei_master{server=\"db2\"} 1.0",
                        "adei_cluster_problems{problem=\"ERRANT\"} 0.0",
                        "adei_failover_last_seconds{phase=\"detect\"} 0.01",
                        "adei_failover_lost 4.0",
                        "adei_failovers_total 1.0",
                        "adei_errant_transactions_total 5.0");
    }

    @Test
    void aSetupWithOneServerShowsNoReigns() {
        assertThat(registry.scrape()).doesNotContain("adei_master", "adei_cluster_problems");
    }
}
