package org.adei.cache.replication.mariadb;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.adei.cache.replication.bootstrap.mariadb.ClusterInit;
import org.adei.cache.replication.plan.FailoverPlanner;
import org.adei.cache.replication.steward.ReignLog;
import org.adei.cache.replication.steward.Steward;
import org.adei.cache.replication.steward.StewardRun;
import org.adei.cache.replication.steward.Terms;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterAccounts;
import org.adei.cache.settings.ClusterKind;
import org.adei.cache.settings.ClusterServer;
import org.adei.cache.settings.Secret;
import org.adei.cache.testkit.cluster.ClusterOptions;
import org.adei.cache.testkit.cluster.LocalCluster;

/** Real servers with stewards who watch over them, and a table to write to. */
final class Guarded implements AutoCloseable {
    static final Account CACHER = new Account("adei", Secret.of("cacher-1"));
    private static final Duration LEASE = Duration.ofSeconds(1);

    final LocalCluster servers;
    final List<String> reigns = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(Guarded::daemon);
    private final List<MariaDbFleet> fleets = new ArrayList<>();
    private final List<StewardRun> stewards = new ArrayList<>();
    private final Cluster cluster;

    Guarded(int size, int stewards) {
        servers = LocalCluster.startApart(ClusterOptions.fast(size));
        Map<String, ClusterServer> members = new LinkedHashMap<>();
        for (int id = 1; id <= size; id++) {
            members.put(
                    "db" + id, new ClusterServer("127.0.0.1", servers.server(id).port(), id, 10 * id, false));
        }
        cluster = new Cluster(
                ClusterKind.REPLICAS,
                members,
                false,
                LEASE,
                new ClusterAccounts(
                        "127.0.0.1",
                        new Account("adei_manager", Secret.of("manager-1")),
                        new Account("adei_replication", Secret.of("replication-1")),
                        new Account("root", Secret.of(servers.password()))));
        new ClusterInit(cluster, new ClusterInit.Schemas("kept", CACHER), said -> {}).run();
        for (int i = 0; i < stewards; i++) {
            watch("steward-" + i);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "steward");
        thread.setDaemon(true);
        return thread;
    }

    private void watch(String name) {
        MariaDbFleet fleet = new MariaDbFleet(cluster, name, threads);
        Steward steward = new Steward(
                fleet, new FailoverPlanner(false), Terms.of(LEASE), System::nanoTime, new ReignLog(name, reigns::add));
        fleets.add(fleet);
        stewards.add(new StewardRun(steward, LEASE, Guarded::daemon));
    }

    void choose(int id) {
        stewards.forEach(run -> run.steward().choose("db" + id));
    }

    Connection cacher(int id) throws SQLException {
        return DriverManager.getConnection(
                servers.server(id).jdbcUrl("") + "&connectTimeout=300&socketTimeout=300",
                CACHER.user(),
                CACHER.password().reveal());
    }

    /** Writes a row in a transaction that checks the lease, on whichever server lets it; the server's id, 0 if none. */
    int write(int row) {
        for (int id = 1; id <= servers.size(); id++) {
            if (servers.server(id).isRunning() && write(id, row)) {
                return id;
            }
        }
        return 0;
    }

    private boolean write(int id, int row) {
        try (Connection cacher = cacher(id);
                Statement statement = cacher.createStatement()) {
            return statement.executeUpdate("""
                            INSERT IGNORE INTO kept.t SELECT %d, l.epoch FROM adei_ha.lease l
                            WHERE l.id = 1 AND l.primary_id = @@server_id AND l.expires > SYSDATE(6)
                            """.formatted(row)) == 1;
        } catch (SQLException e) {
            return false;
        }
    }

    void makeTable(int id) throws SQLException {
        try (Connection cacher = cacher(id);
                Statement statement = cacher.createStatement()) {
            statement.execute("CREATE TABLE kept.t (a INT PRIMARY KEY, epoch BIGINT NOT NULL)");
        }
    }

    @Override
    public void close() {
        stewards.forEach(StewardRun::close);
        fleets.forEach(MariaDbFleet::close);
        threads.shutdownNow();
        servers.close();
    }
}
