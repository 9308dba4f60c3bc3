package org.adei.cache.store.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.CacheServer;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterAccounts;
import org.adei.cache.settings.ClusterKind;
import org.adei.cache.settings.ClusterServer;
import org.adei.cache.settings.Secret;
import org.adei.cache.testkit.cluster.ClusterOptions;
import org.adei.cache.testkit.cluster.LocalCluster;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MasterDoorIT {
    @BeforeAll
    static void needsAServer() {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Missing missing) {
            assumeTrue(false, missing.reason());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+05:00", "-07:00"})
    void aLeaseHoldsAsLongInAnyTimeZoneOfTheServer(String zone) throws SQLException {
        try (LocalCluster servers = LocalCluster.start(ClusterOptions.fast(1).with("--default-time-zone=" + zone))) {
            writeLease(servers, 60);
            try (MasterDoor door = door(servers)) {
                assertThat(door.awaitMaster()).isTrue();
                try (Connection connection = door.getConnection()) {
                    assertThat(Sql.number(connection, "SELECT @@max_statement_time"))
                            .as("an option of the cache's URL")
                            .isEqualTo(77);
                }
            }
            writeLease(servers, -1);
            try (MasterDoor door = door(servers)) {
                assertThat(door.awaitMaster()).isFalse();
                assertThat(door.isMasterless()).isTrue();
                assertThatThrownBy(door::getConnection)
                        .isInstanceOf(SQLTransientConnectionException.class)
                        .hasMessageContaining("db1 is not to be written to");
            }
        }
    }

    private static void writeLease(LocalCluster servers, int seconds) throws SQLException {
        try (Connection root = servers.server(1).connect("");
                Statement statement = root.createStatement()) {
            statement.execute("SET time_zone = '+00:00'");
            statement.execute("CREATE SCHEMA IF NOT EXISTS adei_ha");
            statement.execute("CREATE SCHEMA IF NOT EXISTS kept");
            statement.execute("""
                    CREATE OR REPLACE TABLE adei_ha.lease (id INT PRIMARY KEY, epoch BIGINT NOT NULL,
                        primary_id BIGINT NOT NULL, expires DATETIME(6) NOT NULL)
                    """);
            statement.execute(
                    "INSERT INTO adei_ha.lease VALUES (1, 1, 1, SYSDATE(6) + INTERVAL " + seconds + " SECOND)");
        }
    }

    private static MasterDoor door(LocalCluster servers) {
        int port = servers.server(1).port();
        Account root = new Account("root", Secret.of(servers.password()));
        Cluster cluster = new Cluster(
                ClusterKind.REPLICAS,
                Map.of("db1", new ClusterServer("127.0.0.1", port, 1, 100, false)),
                false,
                Duration.ofSeconds(1),
                new ClusterAccounts("127.0.0.1", root, new Account(LocalCluster.REPLICATION_USER, Secret.NONE), root));
        CacheServer cache = new CacheServer(
                "jdbc:mariadb://127.0.0.1:" + port + "/kept?sslMode=disable&sessionVariables=max_statement_time=77",
                root.user(),
                root.password());
        return new MasterDoor(new Route(cache, cluster), cluster, new Properties(), () -> {});
    }
}
