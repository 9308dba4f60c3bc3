package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
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
    void statusFailsWithTwoMastersAndWithBrokenReplication() {
        AtomicReference<TrialServers> servers = new AtomicReference<>();
        ClusterTrial trial = new ClusterTrial(new PrintWriter(said, true));
        trial.run(() -> servers.updateAndGet(none -> TrialServers.replicas(2, false)), config -> {
            try {
                misplace(servers.get(), config.toString());
            } finally {
                trial.stop();
            }
        });
    }

    private static void misplace(TrialServers servers, String config) {
        assertThat(run("cluster", "status", "--config", config)).contains("replica");
        execute(servers, "STOP SLAVE SQL_THREAD");
        assertThat(failed("cluster", "status", "--config", config)).contains("db2: does not apply what it receives");
        execute(servers, "STOP SLAVE");
        execute(servers, "RESET SLAVE ALL");
        assertThat(failed("cluster", "status", "--config", config))
                .contains("db2: replicates from nobody, and the master is db1");
        execute(servers, "SET GLOBAL read_only = 0");
        assertThat(failed("cluster", "status", "--config", config))
                .contains("db1: two masters accept writes: db1 and db2")
                .contains("db2: two masters accept writes: db1 and db2");
    }

    private static void execute(TrialServers servers, String sql) {
        try (Connection root = servers.all().get("db2").connect("");
                Statement statement = root.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    @Test
    void anOperatorMovesTheMasterFillsAReplicaAnewAndCompares() {
        ClusterTrial trial = new ClusterTrial(new PrintWriter(said, true));
        trial.run(() -> TrialServers.replicas(3, false), config -> {
            try {
                operate(config.toString());
            } finally {
                trial.stop();
            }
        });
    }

    private static void operate(String config) {
        assertThat(run("run", "--once", "--config", config)).isNotNull();
        assertThat(run("cluster", "switchover", "--to", "db2", "--config", config))
                .contains("db2 is the master after ");
        assertThat(run("cluster", "switchover", "--to", "db2", "--config", config))
                .contains("db2 is the master already");
        assertThat(run("cluster", "rejoin", "--server", "db1", "--config", config))
                .contains("db1 follows db2 and holds the same, row by row");
        assertThat(run("cluster", "status", "--config", config)).containsPattern("db2 +127.0.0.1:\\d+ +master +no ");
        assertThat(run("cluster", "reseed", "--server", "db3", "--config", config))
                .contains(
                        "db3 is filled anew out of a replica that is well, or else out of db2",
                        "db3 follows db2 and holds the same, row by row");
        assertThat(run("cluster", "verify", "--config", config))
                .containsPattern("db1 +equal")
                .containsPattern("db3 +equal");
        assertThat(refused("cluster", "failover", "--config", config)).contains("db2 reigns and works");
        assertThat(refused(
                        "cluster",
                        "reseed",
                        "--server",
                        "db3",
                        "--files-from",
                        "true",
                        "--data-folder",
                        "/",
                        "--stop",
                        "true",
                        "--start",
                        "true",
                        "--config",
                        config))
                .contains("data folder / is not that of db3");
        assertThat(refused("cluster", "reseed", "--server", "db2", "--config", config))
                .contains("db2 is the master: expected a replica");
        assertThat(refused("cluster", "switchover", "--to", "db7", "--config", config))
                .contains("expected one of db1, db2, db3");
        assertThat(run("verify", "--config", config)).contains("equal: every figure of the cache");
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

    /** What a command prints that says by its code that something is wrong. */
    private static String failed(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = AdeiCache.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        assertThat(code).as(out + "\n" + err).isEqualTo(1);
        return out.toString();
    }

    private static String refused(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = AdeiCache.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        assertThat(code).as(out.toString()).isNotZero();
        return err.toString();
    }
}
