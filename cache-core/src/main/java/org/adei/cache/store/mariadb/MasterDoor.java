package org.adei.cache.store.mariadb;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterServer;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to whichever server of a cluster reigns: it may be written to, and its lease holds by its own clock.
 * The one that reigned last is asked first, the others after it. Thread-safe.
 */
final class MasterDoor implements DataSource {
    /** Time that the lease of this server still has, in microseconds; 0 if it is not the master. */
    private static final String LEASE = """
            SELECT GREATEST(0, TIMESTAMPDIFF(MICROSECOND, SYSDATE(6), expires)) * (@@GLOBAL.read_only = 0)
            FROM adei_ha.lease WHERE id = 1 AND primary_id = @@server_id AND expires > SYSDATE(6)
            """;

    private static final int NO_SCHEMA = 1049;
    private static final int NO_TABLE = 1146;
    private static final long UNBOUNDED = 3_600_000_000L;

    private final Map<String, ClusterServer> servers;
    private final String schema;
    private final Properties properties;
    private volatile String last = "";

    MasterDoor(Cluster cluster, String schema, Properties properties) {
        this.servers = cluster.servers();
        this.schema = schema;
        this.properties = properties;
    }

    @Override
    public Connection getConnection() throws SQLException {
        List<String> names = new ArrayList<>(servers.keySet());
        names.sort((one, other) -> Boolean.compare(other.equals(last), one.equals(last)));
        List<String> reasons = new ArrayList<>();
        for (String name : names) {
            ClusterServer server = servers.get(name);
            if (server != null && !server.witness()) {
                Connection connection = open(name, server, reasons);
                if (connection != null) {
                    last = name;
                    return connection;
                }
            }
        }
        throw new SQLException(
                "none of the servers reigns at present: " + String.join("; ", reasons)
                        + "; see `adei-cache cluster status`",
                "08001");
    }

    private @Nullable Connection open(String name, ClusterServer server, List<String> reasons) {
        try {
            Connection connection = DriverManager.getConnection(server.jdbcUrl(schema), properties);
            try {
                if (lease(connection) > 0) {
                    return connection;
                }
                reasons.add(name + " is not the master");
            } catch (SQLException e) {
                reasons.add(name + ": " + e.getMessage());
            }
            connection.close();
        } catch (SQLException e) {
            reasons.add(name + ": " + e.getMessage());
        }
        return null;
    }

    /** Before the first reign there is no table of leases: then the server that may be written to is the master. */
    static long lease(Connection connection) throws SQLException {
        try {
            return Sql.number(connection, LEASE);
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_TABLE && e.getErrorCode() != NO_SCHEMA) {
                throw e;
            }
            return Sql.number(connection, "SELECT @@GLOBAL.read_only = 0") * UNBOUNDED;
        }
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
