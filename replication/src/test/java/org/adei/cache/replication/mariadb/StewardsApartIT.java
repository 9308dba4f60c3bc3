package org.adei.cache.replication.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.adei.cache.replication.plan.FailoverPlanner;
import org.adei.cache.replication.steward.Fleet;
import org.adei.cache.replication.steward.ReignLog;
import org.adei.cache.replication.steward.Steward;
import org.adei.cache.replication.steward.StewardRun;
import org.adei.cache.replication.steward.Terms;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterServer;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.adei.cache.testkit.network.FaultProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two stewards who do not reach the same servers, of whom one stands still between its right and its act. */
class StewardsApartIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int FURTHER_WRITES = 100;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<Integer, FaultProxy> waysOfFirst = new HashMap<>();
    private final Map<Integer, FaultProxy> waysOfSecond = new HashMap<>();
    private final List<String> reigns = new CopyOnWriteArrayList<>();
    private final Map<Integer, Integer> writers = new LinkedHashMap<>();
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
        cluster = new Guarded(3, 0);
        cluster.makeTable(1);
        for (int id = 1; id <= 3; id++) {
            waysOfFirst.put(id, FaultProxy.to(cluster.servers.server(id).port()));
            waysOfSecond.put(id, FaultProxy.to(cluster.servers.server(id).port()));
        }
    }

    @AfterEach
    void end() {
        waysOfFirst.values().forEach(FaultProxy::close);
        waysOfSecond.values().forEach(FaultProxy::close);
        threads.shutdownNow();
        cluster.close();
    }

    @Test
    @SuppressWarnings("try") // stewards work by being there
    void aStewardThatStoodStillBeforeItOpenedAMasterOpensNothingInAnothersReign() throws SQLException {
        FreezingFleet first = new FreezingFleet(fleet("first", waysOfFirst));
        try (StewardRun one = run(first, "first")) {
            await().atMost(PATIENCE).until(() -> write() == 1 && arrived());
            first.freezeBeforeOpening();
            cluster.servers.server(1).kill9();
            waysOfFirst.get(1).refuse();
            await().atMost(PATIENCE).until(first::isFrozen);
            waysOfSecond.get(1).refuse();
            try (StewardRun two = run(fleet("second", waysOfSecond), "second")) {
                await().atMost(PATIENCE).until(() -> write() > 1);
                first.thaw();
                for (int i = 0; i < FURTHER_WRITES; i++) {
                    write();
                }
                assertThat(reigns).noneMatch(reign -> reign.contains("\"steward\": \"first\"") && !isFirst(reign));
            }
        }
        assertOneWriterInEachEpoch();
    }

    @Test
    @SuppressWarnings("try") // stewards work by being there
    void twoStewardsWhoReachDifferentServersHaveOneMasterInEachEpoch() throws SQLException {
        try (StewardRun one = run(fleet("first", waysOfFirst), "first")) {
            await().atMost(PATIENCE).until(() -> write() == 1 && arrived());
            try (StewardRun two = run(fleet("second", waysOfSecond), "second")) {
                List.of(2, 3).forEach(id -> waysOfFirst.get(id).blackHole());
                waysOfSecond.get(1).blackHole();
                await().atMost(PATIENCE).until(() -> write() > 1);
                waysOfFirst.values().forEach(FaultProxy::heal);
                waysOfSecond.values().forEach(FaultProxy::heal);
                for (int i = 0; i < FURTHER_WRITES; i++) {
                    write();
                }
            }
        }
        assertOneWriterInEachEpoch();
    }

    private static boolean isFirst(String reign) {
        return reign.contains("\"master\": \"db1\"");
    }

    private int write() {
        int server = cluster.write(++row);
        if (server != 0) {
            writers.put(row, server);
        }
        return server;
    }

    /** Whether a replica has a row: a master that is killed takes with it what it has sent to nobody. */
    private boolean arrived() throws SQLException {
        try (Connection root = cluster.servers.server(2).connect("");
                Statement statement = root.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM kept.t")) {
            return rows.next() && rows.getLong(1) > 0;
        }
    }

    private void assertOneWriterInEachEpoch() throws SQLException {
        Map<Long, Set<Integer>> ofEpoch = new HashMap<>();
        for (int id = 2; id <= 3; id++) {
            try (Connection root = cluster.servers.server(id).connect("");
                    Statement statement = root.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT a, epoch FROM kept.t")) {
                while (rows.next()) {
                    Integer writer = writers.get(rows.getInt(1));
                    if (writer != null) {
                        ofEpoch.computeIfAbsent(rows.getLong(2), epoch -> new HashSet<>())
                                .add(writer);
                    }
                }
            }
        }
        assertThat(ofEpoch)
                .hasSizeGreaterThan(1)
                .allSatisfy((epoch, servers) ->
                        assertThat(servers).as("epoch %d", epoch).hasSize(1));
    }

    private MariaDbFleet fleet(String name, Map<Integer, FaultProxy> ways) {
        Map<String, ClusterServer> servers = new LinkedHashMap<>();
        cluster.cluster
                .servers()
                .forEach((server, entry) -> servers.put(
                        server,
                        new ClusterServer(
                                entry.host(),
                                ways.get((int) entry.id()).port(),
                                entry.id(),
                                entry.priority(),
                                entry.witness())));
        Cluster paths = new Cluster(
                cluster.cluster.kind(),
                servers,
                cluster.cluster.semiSync(),
                cluster.cluster.lease(),
                cluster.cluster.accounts());
        return new MariaDbFleet(cluster.cluster, paths, name, threads);
    }

    private StewardRun run(Fleet fleet, String name) {
        Duration lease = cluster.cluster.lease();
        Steward steward = new Steward(
                fleet, new FailoverPlanner(false), Terms.of(lease), System::nanoTime, new ReignLog(name, reigns::add));
        return new StewardRun(steward, lease, work -> {
            Thread thread = new Thread(work, "steward-" + name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
