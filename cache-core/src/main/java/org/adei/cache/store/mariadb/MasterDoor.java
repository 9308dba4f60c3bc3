package org.adei.cache.store.mariadb;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterServer;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to the server of a cluster that is written to. The one that was so last is asked first, the others
 * after it. Once another one reigns, connections to all others are ended, also those that wait for an answer which never
 * comes. Thread-safe.
 */
final class MasterDoor implements DataSource, AutoCloseable {
    private static final long PATIENCE_MILLIS = 5_000;
    private static final long POLL_MILLIS = 20;

    private final Map<String, ClusterServer> servers;
    private final List<String> order;
    private final Reign reign;
    private final Logins logins;
    private final Properties properties;
    private final long knowNanos;
    private final OpenSockets sockets = new OpenSockets();
    private final MasterWatch watch;
    private final Acknowledged acknowledged;
    private final Runnable evict;
    private final AtomicLong moves = new AtomicLong();
    private volatile String last = "";

    /**
     * Begins to look for the master.
     *
     * @param defaults properties of connections where the cache's URL says nothing
     * @param evict lets go of all idle connections; a pool does not look whether one that was used just before is alive
     */
    MasterDoor(Route route, Cluster cluster, Properties defaults, Runnable evict) {
        this.evict = evict;
        this.acknowledged = route.acknowledged();
        this.servers = cluster.servers();
        this.order = Reign.order(cluster);
        this.reign = Reign.of(cluster);
        this.logins = new Logins(route);
        this.properties = logins.pooled(defaults, cluster.lease());
        this.properties.setProperty("socketFactory", Sockets.class.getName());
        this.knowNanos = cluster.lease().multipliedBy(2).toNanos() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        this.watch = new MasterWatch(cluster, logins.asking(MasterWatch.patience(cluster)), () -> last, this::moved);
    }

    /** Whether it is known that none of the servers reigns. */
    boolean isMasterless() {
        return watch.isMasterless();
    }

    /** Waits, some leases at most, until it is known whether there is a master; whether there is one. */
    boolean awaitMaster() {
        long end = System.nanoTime() + knowNanos;
        while (last.isEmpty() && !watch.isMasterless() && System.nanoTime() < end) {
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return !last.isEmpty();
    }

    /** How often another server than before was found to reign. */
    long moves() {
        return moves.get();
    }

    /** The watch and who opens a connection may find the same one at once. */
    private synchronized void count(String master) {
        if (!last.isEmpty() && !last.equals(master)) {
            moves.incrementAndGet();
        }
        last = master;
    }

    private void moved(String master) {
        count(master);
        sockets.keepOnly(master);
        evict.run();
    }

    /** Waits a while for a master: there is none during a failover. */
    @Override
    public Connection getConnection() throws SQLException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (true) {
            try {
                return connect();
            } catch (SQLTransientConnectionException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new SQLException("interrupted while there was no master", "08001", e);
            }
        }
    }

    private Connection connect() throws SQLException {
        List<String> names = new ArrayList<>(order);
        names.sort((one, other) -> Boolean.compare(other.equals(last), one.equals(last)));
        List<String> reasons = new ArrayList<>();
        for (String name : names) {
            ClusterServer server = servers.get(name);
            if (server != null) {
                Connection connection = open(name, server, reasons);
                if (connection != null) {
                    acknowledged.meet(name, connection);
                    if (!name.equals(last)) {
                        moved(name);
                    }
                    return connection;
                }
            }
        }
        throw new SQLTransientConnectionException(
                "none of the servers reigns at present: " + String.join("; ", reasons)
                        + "; see `adei-cache cluster status`",
                "08001");
    }

    private @Nullable Connection open(String name, ClusterServer server, List<String> reasons) {
        Sockets.show(socket -> sockets.add(socket, name));
        try {
            Connection connection = DriverManager.getConnection(logins.schemaUrl(server), properties);
            try {
                if (reign.holds(connection)) {
                    return connection;
                }
                reasons.add(name + " is not to be written to");
            } catch (SQLException e) {
                reasons.add(name + ": " + e.getMessage());
            }
            connection.close();
        } catch (SQLException e) {
            reasons.add(name + ": " + e.getMessage());
        } finally {
            Sockets.show(null);
        }
        return null;
    }

    @Override
    public void close() {
        watch.close();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the account of the cache is the only one");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("nothing is logged here");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("nothing is wrapped here");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
