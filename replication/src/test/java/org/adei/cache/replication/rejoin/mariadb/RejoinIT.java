package org.adei.cache.replication.rejoin.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.failure.HaltException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.replication.bootstrap.BinlogState;
import org.adei.cache.replication.bootstrap.mariadb.ClusterInit;
import org.adei.cache.replication.bootstrap.mariadb.ServerSession;
import org.adei.cache.replication.rejoin.Return;
import org.adei.cache.replication.rejoin.ReturnPlanner;
import org.adei.cache.replication.rejoin.ToolRun;
import org.adei.cache.replication.rejoin.Tools;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterAccounts;
import org.adei.cache.settings.ClusterKind;
import org.adei.cache.settings.ClusterServer;
import org.adei.cache.settings.Secret;
import org.adei.cache.testkit.cluster.ClusterOptions;
import org.adei.cache.testkit.cluster.Comparison;
import org.adei.cache.testkit.cluster.LocalCluster;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master that wrote on alone is brought back each way, by accounts with the least rights; all end with equal contents. */
class RejoinIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Account MANAGER = new Account("adei_manager", Secret.of("manager-1"));

    @TempDir
    private Path scratch;

    private final Tools tools = Tools.locate();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private LocalCluster cluster;

    @BeforeAll
    static void needsAServer() {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Missing missing) {
            assumeTrue(false, missing.reason());
        }
    }

    @BeforeEach
    void start() {
        cluster = LocalCluster.startApart(ClusterOptions.fast(2));
        ClusterAccounts accounts = new ClusterAccounts(
                "127.0.0.1", MANAGER, replication(), new Account("root", Secret.of(cluster.password())));
        Cluster settings = new Cluster(
                ClusterKind.REPLICAS,
                Map.of("db1", server(1), "db2", server(2)),
                false,
                Duration.ofSeconds(1),
                accounts);
        new ClusterInit(
                        settings,
                        new ClusterInit.Schemas("kept", new Account("adei", Secret.of("cacher-1"))),
                        said -> {})
                .run();
        run(1, "CREATE TABLE kept.t (a INT PRIMARY KEY, b DOUBLE, c BLOB, d DATETIME(6))");
        run(
                1,
                "INSERT INTO kept.t SELECT seq, seq / 3, UNHEX('00FF27'), '2020-01-01 00:00:00.000001' FROM kept.seq_1_to_2500");
        run(1, "CREATE TABLE kept.g (a INT PRIMARY KEY, b INT AS (a + 1) VIRTUAL, c INT AS (a + 2) PERSISTENT)");
        run(1, "INSERT INTO kept.g (a) VALUES (1), (2)");
        run(1, "CREATE VIEW kept.v AS SELECT a FROM kept.t");
        run(1, "CREATE FUNCTION kept.f(x INT) RETURNS INT DETERMINISTIC RETURN x + 1");
        run(1, "CREATE SCHEMA beside", "CREATE TABLE beside.t (a INT PRIMARY KEY)", "INSERT INTO beside.t VALUES (1)");
        assertThat(Comparison.differences(cluster.server(1), List.of(cluster.server(2)), PATIENCE))
                .isEmpty();
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
        cluster.close();
    }

    @Test
    void strayTransactionsAreArchivedAndUndone() throws IOException {
        assumeTrue(canUndo(), "mariadb-binlog and mariadb of this server's installation are not there");
        writeApart(
                "INSERT INTO kept.t VALUES (9001, 1, 'x', NULL)",
                "UPDATE kept.t SET b = -1 WHERE a < 10",
                "DELETE FROM kept.t WHERE a = 20");
        Return plan = plan(true);
        assertThat(plan).isInstanceOf(Return.Undo.class);
        Path archive = scratch.resolve("archive");
        undo(archive, (Return.Undo) plan);
        assertThat(archive.resolve("undone.sql"))
                .content(StandardCharsets.ISO_8859_1)
                .contains("9001");
        followAndCompare();
    }

    @Test
    void changesOfTablesAreNotUndone() {
        assumeTrue(canUndo(), "mariadb-binlog and mariadb of this server's installation are not there");
        writeApart("ALTER TABLE kept.t ADD e INT");
        Return.Undo plan = (Return.Undo) plan(true);
        assertThatThrownBy(() -> undo(scratch.resolve("a"), plan))
                .isInstanceOf(HaltException.class)
                .hasMessageContaining("ALTER TABLE kept.t ADD e INT");
    }

    @Test
    void aServerIsFilledAnewBySql() {
        writeApart("ALTER TABLE kept.t ADD e INT");
        assertThat(plan(false)).isInstanceOf(Return.Reseed.class);
        try (ServerSession donor = open(2);
                ServerSession target = open(1)) {
            new SqlSeed(donor, target).copy();
        }
        assertThat(state(1).last()).as("transactions of all origins").containsOnlyKeys("0-1", "0-2");
        followAndCompare();
    }

    @Test
    void schemasOfOthersAreLeftAlone() {
        writeApart("CREATE SCHEMA stray", "CREATE TABLE stray.t (a INT PRIMARY KEY)");
        try (ServerSession donor = open(2);
                ServerSession target = open(1)) {
            new SqlSeed(donor, target).copy();
        }
        cluster.follow(1, cluster.server(2).port());
        assertThat(differences(2, 1)).containsExactly("`stray`.`t`");
    }

    @Test
    void nothingIsDroppedWhereARightIsMissing() {
        writeApart("REVOKE CREATE VIEW ON `kept`.* FROM 'adei_manager'@'127.0.0.1'");
        try (ServerSession donor = open(2);
                ServerSession target = open(1)) {
            SqlSeed seed = new SqlSeed(donor, target);
            assertThatThrownBy(seed::copy)
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("GRANT CREATE VIEW ON `kept`.* TO 'adei_manager'@'127.0.0.1'");
            assertThat(target.value("SELECT COUNT(*) FROM kept.t")).isEqualTo("2500");
        }
    }

    @Test
    void aDifferenceIsFoundWhileTheMasterWorksOn() {
        cluster.follow(2, cluster.server(1).port());
        run(2, "SET sql_log_bin = 0", "UPDATE kept.t SET b = 0 WHERE a = 7");
        assertThat(differences(1, 2)).containsExactly("`kept`.`t`");
    }

    /** The replica's session is sent away after a second in which nothing is asked. */
    @Test
    void aTableThatTakesLongOnOneServerIsWaitedFor() throws SQLException {
        cluster.follow(2, cluster.server(1).port());
        ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
        try (Connection holder = cluster.server(1).connect("");
                Statement lock = holder.createStatement();
                ServerSession master = open(1);
                ServerSession replica = open(2)) {
            replica.run("SET SESSION wait_timeout = 1");
            List<String> differences = new ContentComparison(threads, PATIENCE, PATIENCE, sentence -> {
                        if (sentence.endsWith("`kept`.`t`")) {
                            hold(lock, later);
                        }
                    })
                    .differences(master, replica);
            assertThat(differences).isEmpty();
        } finally {
            later.shutdownNow();
        }
    }

    private static void hold(Statement lock, ScheduledExecutorService later) {
        try {
            lock.execute("LOCK TABLES kept.t WRITE");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        Future<Boolean> unlocked = later.schedule(() -> lock.execute("UNLOCK TABLES"), 4, TimeUnit.SECONDS);
        assertThat(unlocked.isDone()).isFalse();
    }

    @Test
    void aServerThatDiesWhileItIsComparedEndsTheComparison() {
        cluster.follow(2, cluster.server(1).port());
        try (ServerSession master = open(1);
                ServerSession replica = open(2)) {
            ContentComparison comparison = new ContentComparison(threads, PATIENCE, PATIENCE, sentence -> {
                if (sentence.endsWith("`kept`.`t`")) {
                    cluster.server(2).kill9();
                }
            });
            assertThatThrownBy(() -> comparison.differences(master, replica))
                    .isInstanceOf(RetryException.class)
                    .hasMessageContaining("db2 refuses CHECKSUM TABLE");
        }
    }

    /** The first server goes on alone while the second one leads, and dies. */
    private void writeApart(String... strays) {
        run(2, "STOP SLAVE");
        for (String stray : strays) {
            run(1, stray);
        }
        cluster.lead(2);
        run(2, "INSERT INTO kept.t (a, b) VALUES (8001, 0.1)", "DELETE FROM kept.t WHERE a = 30");
        cluster.server(1).kill9();
        cluster.server(1).start();
    }

    /** Programs of another version may not read the server's binlog. */
    private boolean canUndo() {
        Path root = cluster.server(1).binaries().server().resolve("../..").normalize();
        return tools.canUndo() && tools.binlog().orElseThrow().startsWith(root);
    }

    private void undo(Path archive, Return.Undo plan) throws IOException {
        try (ServerSession session = open(1)) {
            new Undo(tools, new ToolRun(scratch, PATIENCE))
                    .to(archive, new Undo.Place(server(1), replication(), MANAGER), session, plan.keep());
        }
    }

    private Return plan(boolean canUndo) {
        return ReturnPlanner.plan(state(1), state(2), canUndo);
    }

    private BinlogState state(int id) {
        try (ServerSession session = open(id)) {
            return BinlogState.parse(session.value("SELECT @@GLOBAL.gtid_binlog_state"));
        }
    }

    private void followAndCompare() {
        cluster.follow(1, cluster.server(2).port());
        run(2, "INSERT INTO kept.t (a, b) VALUES (8002, 0.2)");
        assertThat(differences(2, 1)).isEmpty();
        assertThat(Comparison.differences(cluster.server(2), List.of(cluster.server(1)), PATIENCE))
                .isEmpty();
    }

    private List<String> differences(int master, int replica) {
        try (ServerSession first = open(master);
                ServerSession second = open(replica)) {
            return new ContentComparison(threads, PATIENCE, PATIENCE, table -> {}).differences(first, second);
        }
    }

    private ServerSession open(int id) {
        return ServerSession.open("db" + id, server(id), MANAGER, PATIENCE);
    }

    private ClusterServer server(int id) {
        return new ClusterServer("127.0.0.1", cluster.server(id).port(), id, 10 * id, false);
    }

    private Account replication() {
        return new Account(LocalCluster.REPLICATION_USER, Secret.of(cluster.password()));
    }

    private void run(int id, String... statements) {
        try (Connection root = cluster.server(id).connect("");
                Statement statement = root.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
