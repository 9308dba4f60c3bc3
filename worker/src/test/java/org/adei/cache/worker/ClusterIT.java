package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.adei.cache.testkit.galera.GaleraBinaries;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.adei.cache.worker.cluster.ClusterTrial;
import org.adei.cache.worker.cluster.TrialServers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ClusterIT {
    private final StringWriter said = new StringWriter();

    @BeforeAll
    static void needsAServer() {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Missing missing) {
            assumeTrue(false, missing.reason());
        }
    }

    @Test
    void aClusterComesUpCachesAndIsGoneAfterwards() {
        AtomicReference<Path> used = new AtomicReference<>();
        ClusterTrial trial = new ClusterTrial(new PrintWriter(said, true));
        trial.run(() -> TrialServers.replicas(2, true), config -> {
            used.set(config);
            try {
                use(config.toString());
            } finally {
                trial.stop();
            }
        });
        assertThat(used.get().getParent()).doesNotExist();
        assertThat(said.toString())
                .contains("db2 replicates from db1", "Try       ./adei-cache cluster status", "nothing is left behind");
    }

    @Test
    void aGaleraGroupComesUpAndCaches() {
        if (GaleraBinaries.locate() instanceof GaleraBinaries.Missing missing) {
            assumeTrue(false, missing.reason());
        }
        ClusterTrial trial = new ClusterTrial(new PrintWriter(said, true));
        trial.run(() -> TrialServers.galera(2), config -> {
            try {
                assertThat(run("cluster", "init", "--config", config.toString()))
                        .contains("Settings of 2 servers are right");
                assertThat(run("run", "--once", "--config", config.toString())).isNotNull();
                assertThat(run("cluster", "status", "--config", config.toString()))
                        .containsPattern("db1 +127.0.0.1:\\d+ +node ")
                        .containsPattern("db2 +127.0.0.1:\\d+ +node ");
            } finally {
                trial.stop();
            }
        });
        assertThat(said.toString()).contains("nothing is left behind");
    }

    private static void use(String config) {
        assertThat(run("cluster", "init", "--config", config)).contains("Settings of 2 servers are right");
        assertThat(run("run", "--once", "--config", config)).isNotNull();
        assertThat(run("cluster", "status", "--config", config))
                .containsPattern("db1 +127.0.0.1:\\d+ +master +no ")
                .containsPattern("db2 +127.0.0.1:\\d+ +replica +yes ");
        assertThat(run("cluster", "status", "--json", "--config", config)).contains("\"problems\" : [ ]");
    }

    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = AdeiCache.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        assertThat(code).as(err.toString()).isZero();
        return out.toString();
    }
}
