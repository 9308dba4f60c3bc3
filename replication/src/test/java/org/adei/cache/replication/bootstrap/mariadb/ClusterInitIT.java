package org.adei.cache.replication.bootstrap.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.failure.HaltException;
import org.adei.cache.replication.bootstrap.ClusterReport;
import org.adei.cache.replication.bootstrap.ServerFacts;
import org.adei.cache.replication.bootstrap.ServerReport;
import org.adei.cache.replication.mariadb.MariaDbFleet;
import org.adei.cache.replication.state.Contact;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterAccounts;
import org.adei.cache.settings.ClusterKind;
import org.adei.cache.settings.ClusterServer;
import org.adei.cache.settings.Secret;
import org.adei.cache.testkit.cluster.ClusterOptions;
import org.adei.cache.testkit.cluster.Comparison;
import org.adei.cache.testkit.cluster.LocalCluster;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterInitIT {
    private static final Account CACHER = new Account("adei", Secret.of("cacher-1"));
    private static final Account MANAGER = new Account("adei_manager", Secret.of("manager-1"));

    private final List<String> said = new ArrayList<>();
    private LocalCluster servers;

    @BeforeAll
    static void needsAServer() {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Missing missing) {
            assumeTrue(false, missing.reason());
        }
    }

    @BeforeEach
    void start() {
        servers = LocalCluster.startApart(ClusterOptions.fast(3).withSemiSync());
    }

    @AfterEach
    void end() {
        servers.close();
    }

    @Test
    void newServersBecomeAClusterAndDoingItAgainChangesNothing() throws SQLException {
        Cluster cluster = cluster(true);
        init(cluster);
        assertThat(reports(cluster))
                .extracting(report -> report.place().role())
                .containsExactly("master", "replica", "replica");
        String position = reports(cluster).get(0).position();
        init(cluster);
        assertThat(reports(cluster).get(0).position()).isEqualTo(position);
        try (Connection cacher = connect(servers.server(1), CACHER);
                Statement statement = cacher.createStatement()) {
            statement.execute("CREATE TABLE adei_katrin.t (a INT PRIMARY KEY)");
            statement.execute("INSERT INTO adei_katrin.t VALUES (1)");
        }
        assertThat(Comparison.differences(servers.server(1), servers.servers().subList(1, 3), Duration.ofSeconds(30)))
                .isEmpty();
    }

    /** As a kill leaves it within CHANGE MASTER. */
    @ParameterizedTest
    @ValueSource(strings = {"master.info", "relay-log.info"})
    void aServerWhoseRecordOfItsMasterIsTornIsAttached(String torn) throws IOException, SQLException {
        execute(
                2,
                "CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = %d, MASTER_USE_GTID = slave_pos"
                        .formatted(servers.server(1).port()));
        LocalMariaDb server = servers.server(2);
        server.kill9();
        Path record = server.dataFolder().resolve(torn);
        byte[] whole = Files.readAllBytes(record);
        Files.write(record, Arrays.copyOf(whole, whole.length / 4));
        server.start();
        init(cluster(true));
        assertThat(reports(cluster(true)))
                .extracting(report -> report.place().role())
                .containsExactly("master", "replica", "replica");
        assertThat(Comparison.differences(servers.server(1), servers.servers().subList(1, 3), Duration.ofSeconds(30)))
                .isEmpty();
    }

    @Test
    void whatNoReplicaHasReceivedIsTakenBackAtTheNextStart() throws SQLException {
        init(cluster(true));
        execute(1, "CREATE TABLE adei_katrin.t (a INT PRIMARY KEY)");
        String position = reports(cluster(true)).get(0).position();
        execute(2, "STOP SLAVE");
        execute(3, "STOP SLAVE");
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<?> unanswered = threads.submit(() -> {
                execute(1, "INSERT INTO adei_katrin.t VALUES (1)");
                return null;
            });
            await().until(() ->
                    count("information_schema.processlist WHERE state = 'Waiting for semi-sync ACK from slave'") == 1);
            servers.server(1).kill9();
            assertThatThrownBy(unanswered::get).isInstanceOf(ExecutionException.class);
        } finally {
            threads.shutdownNow();
        }
        servers.server(1).start();
        assertThat(count("adei_katrin.t")).isZero();
        assertThat(reports(cluster(true)).get(0).position()).isEqualTo(position);
    }

    private long count(String from) throws SQLException {
        try (Connection root = servers.server(1).connect("");
                Statement statement = root.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM " + from)) {
            assertThat(count.next()).isTrue();
            return count.getLong(1);
        }
    }

    private void execute(int id, String sql) throws SQLException {
        try (Connection root = servers.server(id).connect("");
                Statement statement = root.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void theCacherCannotWriteToAReplica() throws SQLException {
        init(cluster(false));
        try (Connection cacher = connect(servers.server(2), CACHER);
                Statement statement = cacher.createStatement()) {
            assertThatThrownBy(() -> statement.execute("CREATE TABLE adei_katrin.t (a INT)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("read-only");
        }
    }

    @Test
    void theManagersRightsAreEnoughForAFailover() throws SQLException {
        init(cluster(true));
        try (Connection manager = connect(servers.server(2), MANAGER);
                Statement statement = manager.createStatement()) {
            for (String sql : List.of(
                    "SET GLOBAL rpl_semi_sync_slave_kill_conn_timeout = 1",
                    "STOP SLAVE IO_THREAD",
                    "SHOW ALL SLAVES STATUS",
                    "STOP SLAVE",
                    "RESET SLAVE ALL",
                    "SET GLOBAL rpl_semi_sync_master_enabled = 0",
                    "SET GLOBAL read_only = 0",
                    "SET STATEMENT max_statement_time = 2 FOR SET GLOBAL read_only = 1",
                    "CREATE TABLE adei_ha.lease (id INT PRIMARY KEY)",
                    "SET SESSION sql_log_bin = 0",
                    "INSERT INTO adei_ha.lease VALUES (1)",
                    "SELECT GET_LOCK('adei_ha', 0)",
                    "SHOW BINARY LOGS",
                    "RESET MASTER",
                    "SET GLOBAL gtid_slave_pos = ''",
                    "CHECKSUM TABLE adei_ha.lease")) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void twoMastersAreRefused() throws SQLException {
        for (int id : List.of(1, 2)) {
            try (Connection root = servers.server(id).connect("");
                    Statement statement = root.createStatement()) {
                statement.execute("CREATE DATABASE mine" + id);
            }
        }
        assertThatThrownBy(() -> init(cluster(false)))
                .isInstanceOf(HaltException.class)
                .hasMessageContaining("two masters: db1 and db2");
    }

    @Test
    void aWrongSettingIsRefusedWithWhatToSet() throws SQLException {
        try (Connection root = servers.server(3).connect("");
                Statement statement = root.createStatement()) {
            statement.execute("SET GLOBAL gtid_strict_mode = 0");
        }
        assertThatThrownBy(() -> init(cluster(false)))
                .isInstanceOf(HaltException.class)
                .hasMessageContaining("db3: gtid_strict_mode is OFF: set gtid_strict_mode=ON");
    }

    @Test
    void aServerThatStartsOpenIsRefused() {
        servers.close();
        servers = LocalCluster.startApart(ClusterOptions.fast(1).with("--read-only=0"));
        assertThatThrownBy(() -> init(cluster(false)))
                .isInstanceOf(HaltException.class)
                .hasMessageContaining("db1: read_only is OFF: set read_only=1 in my.cnf");
    }

    @Test
    void aMasterThatWasOpenedIsNotTakenForOneThatStartsOpen() {
        init(cluster(false));
        assertThat(reports(cluster(false)).get(0).place().readOnly()).isEqualTo("no");
        assertThat(reports(cluster(false)).get(0).faults()).isEmpty();
    }

    @Test
    void aWrongPasswordIsAFaultOfTheConfiguration() {
        assertThatThrownBy(() -> FactsReader.read("db1", server(1), new Account("root", Secret.of("wrong"))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("does not let root in");
    }

    @Test
    void aPasswordThatChangesWhileItRunsIsNamedAndNoDeath() throws SQLException {
        Cluster cluster = cluster(false);
        init(cluster);
        try (Connection root = servers.server(1).connect("");
                Statement statement = root.createStatement()) {
            statement.execute("ALTER USER '" + MANAGER.user() + "'@'127.0.0.1' IDENTIFIED BY 'another one'");
        }
        assertThat(reports(cluster).get(0).problems())
                .singleElement()
                .asString()
                .contains("does not let " + MANAGER.user() + " in")
                .doesNotContain("another one", MANAGER.password().reveal());
        ExecutorService threads = Executors.newCachedThreadPool();
        try (MariaDbFleet fleet = new MariaDbFleet(cluster, "test", threads)) {
            assertThat(fleet.observe().get(0).contact()).isEqualTo(Contact.DENIED);
        } finally {
            threads.shutdownNow();
        }
    }

    private void init(Cluster cluster) {
        new ClusterInit(cluster, new ClusterInit.Schemas("adei_katrin", CACHER), said::add).run();
    }

    private Cluster cluster(boolean semiSync) {
        Map<String, ClusterServer> members = new LinkedHashMap<>();
        for (int id = 1; id <= servers.size(); id++) {
            members.put("db" + id, server(id));
        }
        return new Cluster(
                ClusterKind.REPLICAS,
                members,
                semiSync,
                Duration.ofSeconds(1),
                new ClusterAccounts(
                        "127.0.0.1",
                        MANAGER,
                        new Account("adei_replication", Secret.of("it's \\ odd")),
                        new Account("root", Secret.of(servers.password()))));
    }

    private ClusterServer server(int id) {
        return new ClusterServer("127.0.0.1", servers.server(id).port(), id, 10 * id, false);
    }

    private static List<ServerReport> reports(Cluster cluster) {
        Map<String, ServerFacts> found = new LinkedHashMap<>();
        Map<String, String> lost = new LinkedHashMap<>();
        cluster.servers().forEach((name, server) -> {
            try {
                found.put(name, FactsReader.read(name, server, MANAGER));
            } catch (CacheException e) {
                lost.put(name, String.valueOf(e.getMessage()));
            }
        });
        return ClusterReport.of(cluster, found, lost);
    }

    private static Connection connect(LocalMariaDb server, Account account) throws SQLException {
        return DriverManager.getConnection(
                server.jdbcUrl(""), account.user(), account.password().reveal());
    }
}
