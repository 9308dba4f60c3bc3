package org.adei.cache.replication.mariadb;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.ClusterServer;

/**
 * Connections to one server, kept between calls: quiet ones whose writes are not logged, and logged ones. As many as are
 * used at once; one that failed is not used again. Thread-safe.
 */
final class Link implements AutoCloseable {
    private final ClusterServer server;
    private final Account account;
    private final Duration patience;
    private final boolean logged;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    Link(ClusterServer server, Account account, Duration patience, boolean logged) {
        this.server = server;
        this.account = account;
        this.patience = patience;
        this.logged = logged;
    }

    /** Something done with a connection in autocommit. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    <T> T with(Work<T> work) throws SQLException {
        Connection kept = idle.pollFirst();
        Connection connection = kept == null ? open() : kept;
        try {
            T result = work.on(connection);
            idle.addFirst(connection);
            return result;
        } catch (SQLException | RuntimeException e) {
            drop(connection);
            throw e;
        }
    }

    private Connection open() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", account.user());
        properties.setProperty("password", account.password().reveal());
        properties.setProperty("connectTimeout", String.valueOf(patience.toMillis()));
        properties.setProperty("socketTimeout", String.valueOf(patience.toMillis()));
        Connection connection = DriverManager.getConnection(server.jdbcUrl(""), properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_log_bin = " + (logged ? 1 : 0)
                    + ", time_zone = '+00:00', lock_wait_timeout = 2, innodb_lock_wait_timeout = 2");
            return connection;
        } catch (SQLException e) {
            drop(connection);
            throw e;
        }
    }

    /** Without a word to the server, which may not answer. */
    private static void drop(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // it is gone either way
        }
    }

    @Override
    public void close() {
        Connection connection = idle.pollFirst();
        while (connection != null) {
            drop(connection);
            connection = idle.pollFirst();
        }
    }
}
