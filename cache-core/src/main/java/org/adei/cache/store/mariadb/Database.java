package org.adei.cache.store.mariadb;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import com.zaxxer.hikari.pool.HikariPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.failure.CacheException;
import org.adei.cache.settings.CacheServer;
import org.adei.cache.settings.Cluster;
import org.adei.cache.store.Batch;
import org.adei.cache.store.CachedGroup;
import org.jspecify.annotations.Nullable;

/**
 * Connections to the cache, with the session settings that every statement relies on: UTC, read committed, bounded
 * waits. Thread-safe.
 */
final class Database implements AutoCloseable {
    private static final int LOCK_WAIT_SECONDS = 20;

    private static final int READ_ONLY = 1290;

    /** A process that starts first may have to begin a reign itself. */
    private static final long REIGN_MILLIS = 30_000;

    private static final long WAIT_MILLIS = 10_000;
    private static final long LEAST_WAIT_MILLIS = 2_000;

    private static final String SOCKET_MILLIS = "120000";

    private final HikariDataSource pool;
    private final CacheServer server;
    private final boolean fenced;
    private final Acknowledged acknowledged;
    private final Duration lease;
    private @Nullable MasterDoor door;

    /**
     * Opens the pool and tries one connection, unless there may be no master yet.
     *
     * @param route where the cache is
     * @param lease a transaction that stands idle for longer is ended by the server, so that a frozen worker keeps no
     *     locks
     * @param connections how many, and what for
     * @throws CacheException if there is no connection to be had
     */
    Database(Route route, Duration lease, Connections connections) {
        this.server = route.server();
        Cluster cluster = route.cluster();
        this.fenced = route.replicas() != null;
        this.acknowledged = route.acknowledged();
        this.lease = lease;
        HikariConfig config = new HikariConfig();
        config.setPoolName("adei-cache");
        config.setJdbcUrl(server.url());
        if (!server.user().isEmpty()) {
            config.setUsername(server.user());
            config.setPassword(server.password().reveal());
        }
        config.setMaximumPoolSize(connections.most());
        config.setAutoCommit(connections.autoCommit());
        config.setMinimumIdle(0);
        config.setIdleTimeout(60_000);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setInitializationFailTimeout(1);
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        config.addDataSourceProperty("useServerPrepStmts", "true");
        config.addDataSourceProperty("useBulkStmts", Boolean.toString(connections.bulk()));
        config.addDataSourceProperty("prepStmtCacheSize", Integer.toString(connections.statements()));
        if (!server.url().contains("connectTimeout=")) {
            config.addDataSourceProperty("connectTimeout", "10000");
        }
        config.addDataSourceProperty("socketTimeout", SOCKET_MILLIS);
        if (!server.url().contains("sslMode=")) {
            config.addDataSourceProperty("sslMode", "disable");
        }
        config.setConnectionInitSql("SET time_zone = '+00:00', innodb_lock_wait_timeout = " + LOCK_WAIT_SECONDS
                + ", lock_wait_timeout = " + 2 * LOCK_WAIT_SECONDS + ", idle_transaction_timeout = "
                + Math.max(1, lease.toSeconds()) + ", sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE'");
        if (cluster != null) {
            config.setInitializationFailTimeout(connections.waiting() ? REIGN_MILLIS : -1);
            config.setConnectionTimeout(patienceMillis(cluster));
            throughMaster(config, route, cluster);
        }
        try {
            pool = new HikariDataSource(config);
        } catch (HikariPool.PoolInitializationException e) {
            closeDoor();
            throw SqlFailures.of("cannot reach the cache " + this, rootOf(e));
        }
    }

    /** Long enough for another master; who may ask a copy must not wait for one that does not come. */
    private static long patienceMillis(Cluster cluster) {
        return Math.min(
                WAIT_MILLIS, Math.max(LEAST_WAIT_MILLIS, 3 * cluster.lease().toMillis()));
    }

    /** A server that turns out to be read-only has been set back, so all connections to it are given up at once. */
    private void throughMaster(HikariConfig config, Route route, Cluster cluster) {
        config.setJdbcUrl(null);
        config.setUsername(null);
        config.setPassword(null);
        MasterDoor opened = new MasterDoor(route, cluster, config.getDataSourceProperties(), this::evictIdle);
        door = opened;
        config.setDataSource(opened);
        config.setExceptionOverride(new SQLExceptionOverride() {
            @java.lang.Override
            public Override adjudicate(SQLException e) {
                if (e.getErrorCode() != READ_ONLY) {
                    return Override.CONTINUE_EVICT;
                }
                evictIdle();
                return Override.MUST_EVICT;
            }
        });
    }

    /** The pool may just be being made. */
    @SuppressWarnings("ConstantValue")
    private void evictIdle() {
        HikariPoolMXBean connections = pool == null ? null : pool.getHikariPoolMXBean();
        if (connections != null) {
            connections.softEvictConnections();
        }
    }

    /** Ends a transaction; where there are replicas, only while the lease of the server holds. */
    void commit(Connection connection) throws SQLException {
        if (fenced) {
            try {
                Fence.commit(connection);
            } catch (SQLException e) {
                pool.evictConnection(connection);
                throw e;
            }
        } else {
            connection.commit();
        }
    }

    /** A batch was committed; remembered where it may be lost with the master. */
    void committed(CachedGroup group, Batch batch) {
        if (fenced) {
            long windows = batch.windows().stream().mapToLong(WindowBlock::size).sum();
            acknowledged.committed(
                    group.number(), batch.position(), batch.rows().size(), windows);
        }
    }

    /** What was written of a group is to be cached again. */
    void forgotten(CachedGroup group) {
        acknowledged.forget(group.number());
    }

    /** Whether there are several servers and it is known that none of them reigns. */
    boolean isMasterless() {
        return door != null && door.isMasterless();
    }

    /** How often another server than before was found to reign; 0 where there is one server. */
    long moves() {
        return door == null ? 0 : door.moves();
    }

    /** Waits, some leases at most, until it is known whether a server reigns; whether one does. */
    boolean awaitMaster() {
        return door == null || door.awaitMaster();
    }

    DataSource dataSource() {
        return pool;
    }

    /** How long a lease lasts without progress. */
    Duration lease() {
        return lease;
    }

    /** Schema and host as messages name them. */
    @Override
    public String toString() {
        return server.toString();
    }

    Connection connect(String act) {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw SqlFailures.of(act, rootOf(e));
        }
    }

    /** How much of the pool is in use. */
    PoolUse use(String name) {
        HikariPoolMXBean now = pool.getHikariPoolMXBean();
        int most = pool.getMaximumPoolSize();
        return now == null
                ? new PoolUse(name, 0, 0, 0, most)
                : new PoolUse(
                        name,
                        now.getActiveConnections(),
                        now.getIdleConnections(),
                        now.getThreadsAwaitingConnection(),
                        most);
    }

    /** Closes a connection for good. */
    void discard(Connection connection) {
        pool.evictConnection(connection);
    }

    /** What the driver said; the pool wraps it. */
    private static SQLException rootOf(Exception e) {
        if (e.getCause() instanceof SQLException cause && (cause.getErrorCode() != 0 || !(e instanceof SQLException))) {
            return cause;
        }
        return e instanceof SQLException own ? own : new SQLException(e.getMessage(), "08000", e);
    }

    /** Work on one connection in autocommit. */
    <T> T with(String act, Work<T> work) {
        try (Connection connection = connect(act)) {
            return work.on(connection);
        } catch (SQLException e) {
            throw SqlFailures.of(act, e);
        }
    }

    /** Work in one transaction, rolled back if it throws. */
    <T> T transact(String act, Work<T> work) {
        try (Connection connection = connect(act)) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                commit(connection);
                return result;
            } catch (SQLException | RuntimeException e) {
                rollback(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw SqlFailures.of(act, e);
        }
    }

    /** The failure before it is the one to tell. */
    private static void rollback(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        pool.close();
        closeDoor();
    }

    private void closeDoor() {
        if (door != null) {
            door.close();
        }
    }

    /** Something done with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
