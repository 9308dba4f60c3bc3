package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterServer;

/**
 * Asks the server that is written to again and again whether it still is the one, and when it is not or does not answer,
 * who else is. One thread, which ends when it is closed.
 */
final class MasterWatch implements AutoCloseable {
    private static final int ASKS_PER_LEASE = 5;
    private static final int PATIENCE_PART = 3;
    private static final Duration SEARCH = Duration.ofMillis(20);

    private final Map<String, ClusterServer> servers;
    private final List<String> order;
    private final Reign reign;
    private final Properties properties;
    private final Duration lease;
    private final Supplier<String> known;
    private final Consumer<String> found;
    private final Map<String, Connection> connections = new HashMap<>();
    private final Rounds rounds;
    private boolean missing;
    private long since;
    private volatile boolean masterless;

    /**
     * Begins at once.
     *
     * @param login of connections that wait no longer than a part of the lease
     * @param known who is taken for the master, empty before there was one
     * @param found hears of another master; called by the thread of the watch
     */
    MasterWatch(Cluster cluster, Properties login, Supplier<String> known, Consumer<String> found) {
        this.servers = cluster.servers();
        this.order = Reign.order(cluster);
        this.reign = Reign.of(cluster);
        this.known = known;
        this.found = found;
        this.lease = cluster.lease();
        this.properties = login;
        this.rounds = new Rounds("adei-master-watch", this::look, this::dropAll, SEARCH);
    }

    /** How long a question may take. */
    static Duration patience(Cluster cluster) {
        return cluster.lease().dividedBy(PATIENCE_PART);
    }

    /** Whether none was the master, however often all were asked within a whole lease. */
    boolean isMasterless() {
        return masterless;
    }

    private Duration look() {
        String master = known.get();
        boolean reigns = reign == Reign.LEASE && holds(master) || search(master);
        if (!reigns && !missing) {
            since = System.nanoTime();
        }
        missing = !reigns;
        masterless = missing && System.nanoTime() - since > lease.toNanos();
        return reigns ? lease.dividedBy(ASKS_PER_LEASE) : SEARCH;
    }

    private boolean search(String master) {
        for (String name : order) {
            boolean asked = reign == Reign.LEASE && name.equals(master);
            if (!asked && holds(name)) {
                if (!name.equals(master)) {
                    found.accept(name);
                }
                return true;
            }
        }
        return false;
    }

    private boolean holds(String name) {
        Connection connection = connections.remove(name);
        try {
            if (connection == null) {
                ClusterServer server = servers.get(name);
                if (server == null) {
                    return false;
                }
                connection = DriverManager.getConnection(Logins.url(server), properties);
            }
            boolean holds = reign.holds(connection);
            connections.put(name, connection);
            return holds;
        } catch (SQLException e) {
            if (connection != null) {
                Sql.abandon(connection);
            }
            return false;
        }
    }

    private void dropAll() {
        connections.values().forEach(Sql::abandon);
    }

    @Override
    public void close() {
        rounds.close();
    }
}
