package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
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
    private static final long SEARCH_MILLIS = 20;

    private final Map<String, ClusterServer> servers;
    private final List<String> order;
    private final Reign reign;
    private final Properties properties = new Properties();
    private final long askMillis;
    private final Supplier<String> known;
    private final Consumer<String> found;
    private final Map<String, Connection> connections = new HashMap<>();
    private final Thread thread = new Thread(this::run, "adei-master-watch");

    /**
     * Begins at once.
     *
     * @param account user and password
     * @param known who is taken for the master, empty before there was one
     * @param found hears of another master; called by the thread of the watch
     */
    MasterWatch(Cluster cluster, Properties account, Supplier<String> known, Consumer<String> found) {
        this.servers = cluster.servers();
        this.order = Reign.order(cluster);
        this.reign = Reign.of(cluster);
        this.known = known;
        this.found = found;
        Duration patience = cluster.lease().dividedBy(PATIENCE_PART);
        askMillis = cluster.lease().dividedBy(ASKS_PER_LEASE).toMillis();
        for (String name : new String[] {"user", "password", "sslMode"}) {
            if (account.getProperty(name) != null) {
                properties.setProperty(name, account.getProperty(name));
            }
        }
        properties.setProperty("connectTimeout", Long.toString(patience.toMillis()));
        properties.setProperty("socketTimeout", Long.toString(patience.toMillis()));
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                String master = known.get();
                boolean found = master.isEmpty() || (reign == Reign.LEASE && holds(master)) || search(master);
                TimeUnit.MILLISECONDS.sleep(found ? askMillis : SEARCH_MILLIS);
            }
        } catch (InterruptedException e) {
            connections.values().forEach(MasterWatch::drop);
        }
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
                connection = DriverManager.getConnection(server.jdbcUrl(""), properties);
            }
            boolean holds = reign.holds(connection);
            connections.put(name, connection);
            return holds;
        } catch (SQLException e) {
            if (connection != null) {
                drop(connection);
            }
            return false;
        }
    }

    private static void drop(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // it is gone either way
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
