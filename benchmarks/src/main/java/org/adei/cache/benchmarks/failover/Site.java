package org.adei.cache.benchmarks.failover;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adei.cache.replication.bootstrap.mariadb.ClusterInit;
import org.adei.cache.replication.mariadb.Stewardship;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.testkit.cluster.ClusterOptions;
import org.adei.cache.testkit.cluster.LocalCluster;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.network.FaultProxy;

/** Real servers that hold a cache, behind a network that can be broken, with two stewards who watch over them. */
final class Site implements AutoCloseable {
    static final String SCHEMA = "adei_trial";
    private static final Pattern STEWARD = Pattern.compile("steward-(\\d)");
    private static final int SERVERS = 3;
    private static final int STEWARDS = 2;
    static final String CACHER = "adei";
    static final String PASSWORD = "cacher-1";

    /** Leases are in UTC, the servers are not. */
    private static final String UTC = "&sessionVariables=time_zone='+00:00'";

    final LocalCluster servers;
    final Network network;
    final Setup setup;
    final Cluster cluster;
    final List<String> reigns = new CopyOnWriteArrayList<>();
    private final List<Stewardship> stewards = new ArrayList<>();
    private final Plan plan;

    /**
     * What is set up.
     *
     * @param witness whether the third server only votes
     * @param semiSync whether commits wait for a replica
     * @param rows made-up rows to cache
     */
    record Plan(boolean witness, boolean semiSync, long rows) {}

    Site(Plan plan) throws SQLException {
        this.plan = plan;
        ClusterOptions options =
                ClusterOptions.fast(SERVERS).with("--max-binlog-size=32M", "--slave-max-allowed-packet=64M");
        servers = LocalCluster.startApart(plan.semiSync() ? options.withSemiSync() : options);
        network = new Network(servers, STEWARDS);
        setup = SetupFile.parse("failover", configuration(plan), name -> null);
        cluster = network.amongServers(Objects.requireNonNull(setup.cluster()));
        new ClusterInit(cluster, ClusterInit.Schemas.of(setup.cache()), line -> {}).run();
        Ledger.make(this);
        for (int i = 0; i < STEWARDS; i++) {
            stewards.add(Stewardship.start(cluster, network.paths(cluster, i), "steward-" + i, reigns::add));
        }
    }

    private String configuration(Plan wanted) {
        StringBuilder list = new StringBuilder();
        for (int id = 1; id <= SERVERS; id++) {
            list.append("    db%d: {address: \"127.0.0.1:%d\", id: %d, priority: %d%s}%n"
                    .formatted(
                            id,
                            network.ofClients(id).port(),
                            id,
                            10 * id,
                            wanted.witness() && id == SERVERS ? ", witness: true" : ""));
        }
        return """
                setup: failover
                cache: {url: "jdbc:mariadb://127.0.0.1:%d/%s?sslMode=disable", user: %s, password: "%s"}
                cluster:
                  lease: 1s
                  semi-sync: %s
                  servers:
                %s  accounts:
                    from: "127.0.0.1"
                    manager: {user: adei_manager, password: "manager-1"}
                    replication: {user: adei_replication, password: "replication-1"}
                    admin: {user: root, password: "%s"}
                tuning: {batch: {rows: 500}}
                sources: {s: {type: synthetic, seed: 7, groups: [{name: made, rows: %d, channels: 8}]}}
                """.formatted(
                        network.ofClients(1).port(),
                        SCHEMA,
                        CACHER,
                        PASSWORD,
                        wanted.semiSync(),
                        list,
                        servers.password(),
                        wanted.rows());
    }

    /** Ids of the servers that hold data. */
    List<Integer> data() {
        return plan.witness() ? List.of(1, 2) : List.of(1, 2, 3);
    }

    boolean semiSync() {
        return plan.semiSync();
    }

    /** Tells all servers of the wish for another master, as an operator does. */
    void wish(int id) throws SQLException {
        for (int each = 1; each <= SERVERS; each++) {
            try (Connection root = root(each);
                    Statement statement = root.createStatement()) {
                statement.execute("SET SESSION sql_log_bin = 0");
                statement.execute("UPDATE adei_ha.vote SET wish = 'db" + id
                        + "', wish_until = SYSDATE(6) + INTERVAL 20 SECOND WHERE id = 1");
            }
        }
    }

    /** As a crash of the process: what it had sent arrives, and then nobody listens any more. */
    void kill(int id) {
        if (servers.server(id).isRunning()) {
            servers.server(id).kill9();
        }
        network.all(id).forEach(FaultProxy::refuse);
    }

    void start(int id) {
        servers.server(id).start();
        network.all(id).forEach(FaultProxy::heal);
    }

    /** A connection of the cache's account over the network. */
    Connection cacher(int id, int socketMillis) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://127.0.0.1:" + network.ofClients(id).port() + "/" + SCHEMA
                        + "?sslMode=disable&connectTimeout=300" + UTC + "&socketTimeout=" + socketMillis,
                CACHER,
                PASSWORD);
    }

    /** First column of the only row, asked beside the network. */
    String value(int id, String query) throws SQLException {
        try (Connection root = root(id);
                Statement statement = root.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    void run(int id, String sql) throws SQLException {
        try (Connection root = root(id);
                Statement statement = root.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What a session holds until it ends, such as a lock. */
    record Held(Connection session) implements AutoCloseable {
        @Override
        public void close() {
            try {
                session.close();
            } catch (SQLException e) {
                throw new IllegalStateException("a lock cannot be given back: " + e.getMessage(), e);
            }
        }
    }

    /** Executes statements in a session that stays. */
    Held hold(int id, String... statements) throws SQLException {
        Held held = new Held(root(id));
        try (Statement statement = held.session().createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
            return held;
        } catch (SQLException e) {
            held.close();
            throw e;
        }
    }

    /** The steward that leads as the servers with data know it, from 0; empty if they know of none. */
    OptionalInt leader() throws SQLException {
        for (int id : data()) {
            Matcher leader =
                    STEWARD.matcher(value(id, "SELECT steward FROM adei_ha.vote WHERE id = 1 AND until > SYSDATE(6)"));
            if (leader.matches()) {
                return OptionalInt.of(Integer.parseInt(leader.group(1)));
            }
        }
        return OptionalInt.empty();
    }

    /** A connection that may do anything, beside the network. */
    Connection root(int id) throws SQLException {
        return DriverManager.getConnection(
                servers.server(id).jdbcUrl("") + "&connectTimeout=2000&socketTimeout=30000" + UTC,
                "root",
                servers.password());
    }

    /** The server that may be written to, 0 if there is none or more than one. */
    int master() {
        List<Integer> open = data().stream().filter(this::isMaster).toList();
        return open.size() == 1 ? open.get(0) : 0;
    }

    /** Another server than the old master that reigns, 0 if none does; the old one is not asked. */
    int successor(int old) {
        return data().stream()
                .filter(id -> id != old && isMaster(id))
                .findFirst()
                .orElse(0);
    }

    private boolean isMaster(int id) {
        try {
            return servers.server(id).isRunning() && value(id, """
                            SELECT @@GLOBAL.read_only = 0 AND expires > SYSDATE(6) AND primary_id = @@server_id
                            FROM adei_ha.lease WHERE id = 1
                            """).equals("1");
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() {
        stewards.forEach(Stewardship::close);
        network.close();
        servers.servers().forEach(LocalMariaDb::close);
    }
}
