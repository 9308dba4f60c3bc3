package org.adei.cache.replication.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.adei.cache.testkit.cluster.ClusterOptions;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two servers and a witness: whoever reigns after a failover is alone until the other one is back. */
class SemiSyncFailoverIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ROWS = 50;

    private Guarded cluster;
    private int row;

    @BeforeAll
    static void needsAServer() {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Missing missing) {
            assumeTrue(false, missing.reason());
        }
    }

    @BeforeEach
    void start() throws SQLException {
        cluster = new Guarded(ClusterOptions.fast(3).withSemiSync(), 2, true);
        await().atMost(PATIENCE).until(() -> !cluster.reigns.isEmpty());
        cluster.makeTable(1);
        await().atMost(PATIENCE).until(() -> waitsForReceipts(1));
        for (int i = 0; i < ROWS; i++) {
            write(1);
        }
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void aNewMasterIsAloneAtFirstAndWaitsForReceiptsOnceTheOldOneFollows() throws SQLException {
        cluster.servers.server(1).kill9();
        write(2);
        assertThat(number(2, "SELECT COUNT(*) FROM kept.t")).isEqualTo(row);
        assertThat(waitsForReceipts(2)).isFalse();
        cluster.servers.server(1).start();
        await().atMost(PATIENCE).until(() -> waitsForReceipts(2));
        write(2);
        await().atMost(PATIENCE).until(() -> number(1, "SELECT COUNT(*) FROM kept.t") == row);
    }

    @Test
    void aMasterThatLosesItsOnlyReplicaGoesOnAloneUntilItIsBack() throws SQLException {
        cluster.servers.server(2).kill9();
        await().atMost(PATIENCE).until(() -> !waitsForReceipts(1));
        write(1);
        cluster.servers.server(2).start();
        await().atMost(PATIENCE).until(() -> waitsForReceipts(1));
        write(1);
        await().atMost(PATIENCE).until(() -> number(2, "SELECT COUNT(*) FROM kept.t") == row);
    }

    private void write(int expected) {
        row++;
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> cluster.write(row) == expected);
    }

    private boolean waitsForReceipts(int id) throws SQLException {
        return number(id, "SELECT @@GLOBAL.rpl_semi_sync_master_enabled") == 1;
    }

    private long number(int id, String query) throws SQLException {
        try (Connection root = cluster.servers.server(id).connect("");
                Statement statement = root.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            assertThat(result.next()).isTrue();
            return result.getLong(1);
        }
    }
}
