package org.adei.cache.replication.mariadb;

import static org.awaitility.Awaitility.await;

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
import org.adei.cache.replication.bootstrap.mariadb.ClusterInit;
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
    private static final Duration TABLE_PATIENCE = Duration.ofSeconds(60);

    final LocalCluster servers;
    final List<String> reigns = new CopyOnWriteArrayList<>();
    private final List<Stewardship> stewards = new ArrayList<>();
    final Cluster cluster;

    Guarded(int size, int watchers) {
        this(ClusterOptions.fast(size), watchers, false);
    }

    /** The last of the servers only votes, if there is a witness. */
    Guarded(ClusterOptions options, int watchers, boolean witness) {
        int size = options.servers();
        servers = LocalCluster.startApart(options);
        Map<String, ClusterServer> members = new LinkedHashMap<>();
        for (int id = 1; id <= size; id++) {
            members.put(
                    "db" + id,
                    new ClusterServer("127.0.0.1", servers.server(id).port(), id, 10 * id, witness && id == size));
        }
        cluster = new Cluster(
                ClusterKind.REPLICAS,
                members,
                options.semiSync(),
                LEASE,
                new ClusterAccounts(
                        "127.0.0.1",
                        new Account("adei_manager", Secret.of("manager-1")),
                        new Account("adei_replication", Secret.of("replication-1")),
                        new Account("root", Secret.of(servers.password()))));
        new ClusterInit(cluster, new ClusterInit.Schemas("kept", CACHER), said -> {}).run();
        for (int i = 0; i < watchers; i++) {
            stewards.add(Stewardship.start(cluster, "steward-" + i, reigns::add));
        }
    }

    /** As an operator does it. */
    void switchOverTo(int id) {
        try (ClusterOperations operations = new ClusterOperations(cluster, Duration.ofSeconds(30), said -> {})) {
            operations.switchOver("db" + id);
        }
    }

    Connection cacher(int id) throws SQLException {
        return DriverManager.getConnection(
                servers.server(id).jdbcUrl("")
                        + "&connectTimeout=300&socketTimeout=300&sessionVariables=time_zone='+00:00'",
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

    /** A table that is there on all servers with data once this returns: none is lost with the server that made it. */
    void makeTable(int id) throws SQLException {
        try (Connection cacher = cacher(id);
                Statement statement = cacher.createStatement()) {
            statement.execute("CREATE TABLE kept.t (a INT PRIMARY KEY, epoch BIGINT NOT NULL)");
        }
        cluster.servers().values().stream()
                .filter(server -> !server.witness())
                .forEach(server -> await().atMost(TABLE_PATIENCE).until(() -> hasTable((int) server.id())));
    }

    private boolean hasTable(int id) {
        try (Connection cacher = cacher(id);
                Statement statement = cacher.createStatement()) {
            return statement.execute("SELECT 1 FROM kept.t");
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        stewards.forEach(Stewardship::close);
        servers.close();
    }
}
