package org.adei.cache.replication.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.adei.cache.replication.state.Content;
import org.adei.cache.testkit.cluster.Comparison;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

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
        cluster = new Guarded(3, 2);
        await().atMost(PATIENCE).until(() -> !cluster.reigns.isEmpty());
        cluster.makeTable(1);
        assertThat(writer()).isEqualTo(1);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    @Test
    void aKilledMasterIsReplacedAndFollowsWhenItComesBack() {
        cluster.servers.server(1).kill9();
        int next = writer();
        assertThat(next).isNotEqualTo(1);
        cluster.servers.server(1).start();
        assertAllEqual(next);
    }

    @Test
    void aFrozenMasterIsReplacedAndWritesNothingWhenItWakes() {
        cluster.servers.server(1).freeze();
        int next = writer();
        assertThat(next).isNotEqualTo(1);
        cluster.servers.server(1).resume();
        for (int i = 0; i < 50; i++) {
            assertThat(cluster.write(++row)).isEqualTo(next);
        }
        assertAllEqual(next);
    }

    /** Rows can be taken back; a table cannot, so the server is filled anew. */
    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO kept.t VALUES (-1, 0)", "CREATE TABLE kept.stray (a INT)"})
    void anOldMasterThatWroteAloneIsMadeEqualByItself(String stray) throws SQLException {
        cluster.servers.server(1).kill9();
        int next = writer();
        cluster.servers.server(1).start();
        try (Connection root = cluster.servers.server(1).connect("");
                Statement statement = root.createStatement()) {
            statement.execute(stray);
        }
        assertThat(writer()).isEqualTo(next);
        assertAllEqual(next);
        await().atMost(PATIENCE).until(() -> isProven(1));
    }

    private boolean isProven(int id) throws SQLException {
        try (Connection root = cluster.servers.server(id).connect("");
                Statement statement = root.createStatement();
                ResultSet content = statement.executeQuery("SELECT content FROM adei_ha.vote")) {
            return content.next() && content.getInt(1) == Content.WHOLE.ordinal();
        }
    }

    @Test
    void anOperatorMovesTheMaster() {
        cluster.switchOverTo(3);
        await().atMost(PATIENCE).until(() -> cluster.write(++row) == 3);
        assertAllEqual(3);
    }

    @Test
    void serversThatWereAllKilledStartAgainByThemselves() {
        cluster.servers.servers().forEach(LocalMariaDb::kill9);
        List.of(3, 1, 2).forEach(id -> cluster.servers.server(id).start());
        assertAllEqual(writer());
    }

    /** As a server leaves them that is killed within CHANGE MASTER. */
    @ParameterizedTest
    @ValueSource(strings = {"master.info", "relay-log.info"})
    void aServerWithATornRecordOfItsMasterFollowsAgain(String torn) throws IOException {
        LocalMariaDb server = cluster.servers.server(2);
        server.kill9();
        Path record = server.dataFolder().resolve(torn);
        byte[] whole = Files.readAllBytes(record);
        Files.write(record, Arrays.copyOf(whole, whole.length / 4));
        server.start();
        assertThat(writer()).isEqualTo(1);
        assertAllEqual(1);
    }

    private int writer() {
        int[] id = new int[1];
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> (id[0] = cluster.write(++row)) != 0);
        return id[0];
    }

    private void assertAllEqual(int master) {
        await().atMost(PATIENCE)
                .until(() -> cluster.servers.servers().stream()
                        .filter(server -> server != cluster.servers.server(master))
                        .allMatch(FailoverIT::follows));
        List<LocalMariaDb> others = cluster.servers.servers().stream()
                .filter(server -> server != cluster.servers.server(master))
                .toList();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                Comparison.differences(cluster.servers.server(master), others, Duration.ofSeconds(5)))
                        .allMatch(difference -> !difference.contains("kept")));
    }

    private static boolean follows(LocalMariaDb server) {
        try (var root = server.connect("");
                var statement = root.createStatement();
                var status = statement.executeQuery("SHOW SLAVE STATUS")) {
            return status.next()
                    && status.getString("Slave_IO_Running").equals("Yes")
                    && status.getString("Slave_SQL_Running").equals("Yes");
        } catch (SQLException e) {
            return false;
        }
    }
}
