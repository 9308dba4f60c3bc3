package org.adei.cache.replication.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.adei.cache.replication.bootstrap.BinlogState;
import org.adei.cache.replication.bootstrap.mariadb.ServerSession;
import org.adei.cache.replication.rejoin.ServerControl;
import org.adei.cache.replication.rejoin.ToolRun;
import org.adei.cache.replication.rejoin.Tools;
import org.adei.cache.replication.rejoin.mariadb.BackupSeed;
import org.adei.cache.replication.rejoin.mariadb.Restoration;
import org.adei.cache.replication.state.Contact;
import org.adei.cache.replication.steward.Ballot;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.ClusterServer;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server is filled anew by accounts with the least rights, where no steward interferes. */
class RestorationIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PARTIAL = "UPDATE adei_ha.vote SET content = 2";

    @TempDir
    private Path archive;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Guarded cluster;

    @BeforeAll
    static void needsAServer() {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Missing missing) {
            assumeTrue(false, missing.reason());
        }
    }

    @BeforeEach
    void start() throws SQLException {
        cluster = new Guarded(3, 0);
        cluster.makeTable(1);
        run(1, "CREATE SCHEMA beside", "CREATE TABLE beside.t (a INT PRIMARY KEY)");
        try (MariaDbFleet fleet = new MariaDbFleet(cluster.cluster, "test", threads)) {
            await().atMost(PATIENCE)
                    .until(() -> fleet.observe().stream().allMatch(view -> view.contact() == Contact.ANSWERED));
        }
        run(2, "SET sql_log_bin = 0", PARTIAL);
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
        cluster.close();
    }

    @Test
    void aReplicaThatIsProvenWholeIsCopiedAndNotTheMaster() {
        assertThat(restoration("db2").restore(true)).startsWith("filled anew out of db3 up to 0-1-");
    }

    @Test
    void theMasterIsCopiedWhereNoReplicaIsProvenWhole() throws SQLException {
        run(3, "SET sql_log_bin = 0", PARTIAL);
        assertThat(restoration("db2").restore(true)).startsWith("filled anew out of db1 up to 0-1-");
    }

    @Test
    void aReplicaThatStandsStillIsNotCopied() throws SQLException {
        run(3, "STOP SLAVE");
        assertThat(restoration("db2").restore(true)).startsWith("filled anew out of db1 up to 0-1-");
    }

    @Test
    void tablesOfOthersThatDifferAreNamedAndNoReasonToFillAnew() throws SQLException {
        run(2, "SET sql_log_bin = 0", "INSERT INTO beside.t VALUES (1)");
        assertThat(restoration("db2").compare().foreign()).containsExactly("`beside`.`t`");
        assertThat(restoration("db2").compare().differences()).isEmpty();
        run(2, "SET sql_log_bin = 0", "INSERT INTO kept.t VALUES (1, 1)");
        assertThat(restoration("db2").compare().differences()).isEqualTo(List.of("`kept`.`t`"));
    }

    /** As when a failover happens while a server is looked at. */
    @Test
    void whatWasFoundOfAServerThatReignsSinceDoesNotCount() throws SQLException {
        run(2, "SET sql_log_bin = 0", "UPDATE adei_ha.vote SET content = 1, epoch = 7, primary_id = 2");
        assertThatThrownBy(() -> restoration("db2").compare()).hasMessageContaining("no longer follows db1");
        assertThatThrownBy(() -> restoration("db2").restore(true)).hasMessageContaining("no longer follows db1");
        assertThat(number(2, "content")).isEqualTo(1);
    }

    @Test
    void aServerThatWasRePointedMeanwhileIsNotMarked() throws SQLException {
        run(2, "SET sql_log_bin = 0", "UPDATE adei_ha.vote SET content = 1", "INSERT INTO kept.t VALUES (1, 1)");
        run(2, "STOP SLAVE", "CHANGE MASTER TO MASTER_PORT = " + server("db3").port(), "START SLAVE");
        assertThatThrownBy(() -> restoration("db2").compare()).hasMessageContaining("no longer follows db1");
        assertThat(number(2, "content")).isEqualTo(1);
    }

    @Test
    void aServerWhoseRowsAreBeingFilledInDoesNotBecomeMaster() {
        try (MariaDbFleet fleet = new MariaDbFleet(cluster.cluster, "claimer", threads)) {
            assertThat(fleet.claim(new Ballot(100, 100, 2))).isEmpty();
            fleet.vote(new Ballot(101, 100, 2));
            await().atMost(PATIENCE).until(() -> number(2, "term") == 101);
            assertThat(fleet.claim(new Ballot(102, 102, 3))).contains("db3");
        }
    }

    @Test
    void aServerIsFilledAnewFromAReplicasFilesAndKeepsItsVote() throws SQLException, IOException {
        Tools tools = Tools.locate();
        assumeTrue(tools.canBackUp(), "mariadb-backup, mbstream and mariadbd are not installed");
        run(2, "SET sql_log_bin = 0", "UPDATE adei_ha.vote SET term = 77, steward = 'it''s me'", "DROP TABLE kept.t");
        LocalMariaDb target = cluster.servers.server(2);
        LocalMariaDb donor = cluster.servers.server(3);
        Path login = new ToolRun(archive, PATIENCE).login(server("db3"), manager());
        List<String> stream = List.of(
                tools.backup().orElseThrow().toString(),
                "--defaults-file=" + login,
                "--backup",
                "--stream=xbstream",
                "--datadir=" + donor.dataFolder(),
                "--target-dir=" + archive);
        try (ServerSession session = ServerSession.open("db2", server("db2"), manager(), PATIENCE);
                ServerSession master = ServerSession.open("db1", server("db1"), manager(), PATIENCE)) {
            BinlogState known = BinlogState.parse(master.value("SELECT @@GLOBAL.gtid_binlog_state"));
            new BackupSeed(tools, new ToolRun(archive, PATIENCE)).copy(stream, known, session, control(target));
        }
        try (ServerSession session = ServerSession.open("db2", server("db2"), manager(), PATIENCE);
                ServerSession master = ServerSession.open("db1", server("db1"), manager(), PATIENCE)) {
            assertThat(session.rows("SELECT term, steward, content FROM adei_ha.vote"))
                    .containsExactly(Map.of("term", "77", "steward", "it's me", "content", "1"));
            assertThat(session.value("SELECT @@GLOBAL.gtid_binlog_pos"))
                    .isEqualTo(master.value("SELECT @@GLOBAL.gtid_binlog_pos"));
        }
        try (ClusterOperations operations = new ClusterOperations(cluster.cluster, PATIENCE, said -> {})) {
            operations.rejoin("db2");
            assertThat(operations.verify()).containsEntry("db2", List.of());
        }
    }

    private int number(int id, String column) throws SQLException {
        try (Connection root = cluster.servers.server(id).connect("");
                Statement statement = root.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + column + " FROM adei_ha.vote")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static ServerControl control(LocalMariaDb server) {
        return new ServerControl() {
            @Override
            public void start() {
                server.start();
            }

            @Override
            public void stop() {
                server.stop();
            }

            @Override
            public Path dataFolder() {
                return server.dataFolder();
            }
        };
    }

    private Account manager() {
        return cluster.cluster.accounts().manager();
    }

    private ClusterServer server(String name) {
        return Objects.requireNonNull(cluster.cluster.servers().get(name));
    }

    private Restoration restoration(String server) {
        return new Restoration(
                cluster.cluster, new Restoration.Pair(server, "db1"), archive.resolve("undone"), threads, news -> {});
    }

    private void run(int id, String... statements) throws SQLException {
        try (Connection root = cluster.servers.server(id).connect("");
                Statement statement = root.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
