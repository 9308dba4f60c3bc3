package org.adei.cache.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.List;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.adei.cache.testkit.network.FaultProxy;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LocalClusterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @BeforeAll
    static void needsAServer() {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Missing missing) {
            assumeTrue(false, missing.reason());
        }
    }

    @Test
    void replicasHoldWhatTheMasterHolds() {
        try (LocalCluster cluster = LocalCluster.start(ClusterOptions.fast(3))) {
            write(cluster, 1, 10);
            assertThat(differences(cluster)).isEmpty();
        }
    }

    @Test
    void aRowWrittenBehindTheMastersBackIsFound() {
        try (LocalCluster cluster = LocalCluster.start(ClusterOptions.fast(2))) {
            write(cluster, 1, 3);
            assertThat(differences(cluster)).isEmpty();
            Sql.run(cluster.server(2), "SET sql_log_bin = 0", "INSERT INTO kept.t VALUES (99, 'errant')");
            assertThat(differences(cluster)).singleElement().asString().contains("`kept`.`t`");
        }
    }

    @Test
    void aKilledMasterComesBackReadOnlyAndFollows() {
        try (LocalCluster cluster = LocalCluster.start(ClusterOptions.fast(2).withSemiSync())) {
            write(cluster, 1, 5);
            int port = cluster.server(1).port();
            cluster.server(1).kill9();
            cluster.lead(2);
            Sql.run(cluster.server(2), "SET GLOBAL rpl_semi_sync_master_enabled = 0");
            Sql.run(cluster.server(2), "INSERT INTO kept.t VALUES (100, 'after')");
            cluster.server(1).start("--init-rpl-role=SLAVE");
            assertThat(cluster.server(1).port()).isEqualTo(port);
            assertThat(Sql.value(cluster.server(1), "SELECT @@GLOBAL.read_only"))
                    .isEqualTo("1");
            Sql.run(cluster.server(1), "SET GLOBAL gtid_slave_pos = @@GLOBAL.gtid_binlog_pos");
            cluster.follow(1, cluster.server(2).port());
            assertThat(Comparison.differences(cluster.server(2), List.of(cluster.server(1)), PATIENCE))
                    .isEmpty();
        }
    }

    @Test
    void aReplicaBehindABlackHoleFallsBackAndCatchesUp() {
        try (LocalCluster cluster = LocalCluster.start(ClusterOptions.fast(2));
                FaultProxy link = FaultProxy.to(cluster.server(1).port())) {
            cluster.follow(2, link.port());
            write(cluster, 1, 2);
            assertThat(differences(cluster)).isEmpty();
            link.blackHole();
            Sql.run(cluster.server(1), "INSERT INTO kept.t VALUES (50, 'cut off')");
            assertThat(Comparison.differences(cluster.server(1), List.of(cluster.server(2)), Duration.ofMillis(300)))
                    .singleElement()
                    .asString()
                    .contains("has not reached");
            link.cut();
            link.heal();
            assertThat(differences(cluster)).isEmpty();
        }
    }

    @Test
    void numbersOutsideAreRefused() {
        assertThatThrownBy(() -> ClusterOptions.fast(0)).hasMessageContaining("1 to 9");
    }

    private static void write(LocalCluster cluster, int id, int rows) {
        Sql.run(
                cluster.server(id),
                "CREATE SCHEMA IF NOT EXISTS kept",
                "CREATE TABLE IF NOT EXISTS kept.t (a INT PRIMARY KEY, b VARCHAR(20))");
        for (int row = 0; row < rows; row++) {
            Sql.run(cluster.server(id), "INSERT INTO kept.t VALUES (" + row + ", 'row')");
        }
    }

    private static List<String> differences(LocalCluster cluster) {
        return Comparison.differences(cluster.server(1), cluster.servers().subList(1, cluster.size()), PATIENCE);
    }
}
