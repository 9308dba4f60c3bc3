package org.adei.cache.replication.bootstrap.mariadb;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.ClusterServer;

/** A connection in UTC to one server under one account. Used by one thread. */
public final class ServerSession implements AutoCloseable {
    private static final int CONNECT_MILLIS = 3_000;
    private static final int ACCESS_DENIED = 1045;
    private static final Set<Integer> NO_RIGHT = Set.of(1044, 1142, 1227, 1370);
    private static final int KEEP_IDLE_SECONDS = 30;
    private static final int KEEP_PROBES = 3;

    private final String name;
    private final Connection connection;

    private ServerSession(String name, Connection connection) {
        this.name = name;
        this.connection = connection;
    }

    /**
     * Connects.
     *
     * @param patience longest time that any one statement may take
     * @throws RetryException if the server cannot be reached
     * @throws ConfigurationException if it does not let the account in
     */
    public static ServerSession open(String name, ClusterServer server, Account account, Duration patience) {
        Properties properties = new Properties();
        properties.setProperty("user", account.user());
        properties.setProperty("password", account.password().reveal());
        properties.setProperty("connectTimeout", String.valueOf(CONNECT_MILLIS));
        properties.setProperty("socketTimeout", String.valueOf(patience.toMillis()));
        properties.setProperty("sessionVariables", "time_zone='+00:00'");
        // a machine that is gone is noticed long before a statement that may take hours is over
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("tcpKeepIdle", String.valueOf(KEEP_IDLE_SECONDS));
        properties.setProperty("tcpKeepInterval", String.valueOf(KEEP_IDLE_SECONDS));
        properties.setProperty("tcpKeepCount", String.valueOf(KEEP_PROBES));
        try {
            return new ServerSession(name, DriverManager.getConnection(server.jdbcUrl(""), properties));
        } catch (SQLException e) {
            if (e.getErrorCode() == ACCESS_DENIED) {
                throw new ConfigurationException(
                        name + " at " + server.address() + " does not let " + account.user()
                                + " in: correct the password under cluster.accounts, or let cluster init make the"
                                + " account (" + e.getMessage() + ")",
                        e);
            }
            throw new RetryException(
                    name + " at " + server.address() + " cannot be reached: start it, or correct its address ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    /** The server's name in the configuration. */
    public String name() {
        return name;
    }

    /** From now on any one statement may take as long. */
    public void allow(Duration patience) {
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(patience.toMillis()));
        } catch (SQLException e) {
            throw failed("the connection", e);
        }
    }

    /** Executes each. */
    public void run(String... statements) {
        for (String sql : statements) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw failed(sql, e);
            }
        }
    }

    /** Receives from a master from now on, from where it is; it must not do so from another one. */
    void follow(ClusterServer master, Account replication) {
        try {
            MasterRecord.set(connection, master, replication);
            MasterRecord.execute(connection, "START SLAVE");
        } catch (SQLException e) {
            throw failed("CHANGE MASTER", e);
        }
    }

    /** How many rows a statement found to change, changed or not. */
    public int change(String sql) {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** All rows, each by column in lower case; NULL is the empty text. */
    public List<Map<String, String>> rows(String query) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            ResultSetMetaData columns = result.getMetaData();
            List<Map<String, String>> rows = new ArrayList<>();
            while (result.next()) {
                Map<String, String> row = new TreeMap<>();
                for (int c = 1; c <= columns.getColumnCount(); c++) {
                    String value = result.getString(c);
                    row.put(columns.getColumnLabel(c).toLowerCase(Locale.ROOT), value == null ? "" : value);
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw failed(query, e);
        }
    }

    /** First column of all rows. */
    public List<String> column(String query) {
        return rows(query).stream().map(row -> row.values().iterator().next()).toList();
    }

    /** First column of the only row. */
    public String value(String query) {
        return column(query).get(0);
    }

    /** The driver's connection, for what is streamed. */
    public Connection connection() {
        return connection;
    }

    private RuntimeException failed(String sql, SQLException e) {
        String act = Stream.of(sql.strip().split("\\s+")).limit(2).collect(Collectors.joining(" "));
        String message = name + " refuses " + act + ": " + e.getMessage();
        return NO_RIGHT.contains(e.getErrorCode())
                ? new ConfigurationException(message, e)
                : new RetryException(message, e);
    }

    /** Ends it without a word to the server, which may not answer; a statement at work fails. Any thread may do so. */
    public void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // it is gone either way
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // the server has gone; nothing is lost
        }
    }
}
