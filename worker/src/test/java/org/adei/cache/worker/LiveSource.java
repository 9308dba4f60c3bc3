package org.adei.cache.worker;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbOptions;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.jspecify.annotations.Nullable;

/** The server of a source: a schema of the one that tests share, or one of its own that may be frozen and limited. */
final class LiveSource implements AutoCloseable {
    /** Most connections of the reader of a server of its own. */
    static final int MOST_CONNECTIONS = 10;

    private static final String SCHEMA = "plant";
    private static final String READER = "reader";
    private static final String PASSWORD = "reads-only";

    private final @Nullable TestDatabase shared;
    private final @Nullable LocalMariaDb own;

    private LiveSource(@Nullable TestDatabase shared, @Nullable LocalMariaDb own) {
        this.shared = shared;
        this.own = own;
    }

    static LiveSource shared() {
        return new LiveSource(TestDatabase.open(), null);
    }

    /** A server whose reader is an account with a limit of connections. */
    static LiveSource own() throws SQLException {
        LiveSource source = new LiveSource(null, LocalMariaDb.start(MariaDbOptions.fast()));
        source.admin("CREATE DATABASE " + SCHEMA);
        source.admin("CREATE USER " + READER + "@'%' IDENTIFIED BY '" + PASSWORD + "' WITH MAX_USER_CONNECTIONS "
                + MOST_CONNECTIONS);
        source.admin("GRANT SELECT ON " + SCHEMA + ".* TO " + READER + "@'%'");
        return source;
    }

    /** The server of its own. */
    LocalMariaDb server() {
        if (own == null) {
            throw new IllegalStateException("this source lies on the server that tests share");
        }
        return own;
    }

    int port() {
        return shared == null
                ? server().port()
                : URI.create(shared.jdbcUrl().substring("jdbc:".length())).getPort();
    }

    String schema() {
        return shared == null ? SCHEMA : shared.schema();
    }

    String user() {
        return shared == null ? READER : shared.user();
    }

    String password() {
        return shared == null ? PASSWORD : shared.password();
    }

    /** Changes tables. */
    void execute(String sql) throws SQLException {
        try (Connection connection = shared == null ? server().connect(SCHEMA) : shared.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void admin(String sql) throws SQLException {
        try (Connection connection = server().connect("");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A connection as workers have them, past the proxy. */
    Connection read() throws SQLException {
        return DriverManager.getConnection(server().jdbcUrl(SCHEMA), READER, PASSWORD);
    }

    /** Ends the connections of the reader but for these, by their numbers at the server. */
    void kickOut(Set<Long> but) throws SQLException {
        try (Connection connection = server().connect("");
                Statement statement = connection.createStatement()) {
            List<Long> others = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(
                    "SELECT id FROM information_schema.processlist WHERE user = '" + READER + "'")) {
                while (rows.next()) {
                    others.add(rows.getLong(1));
                }
            }
            others.removeAll(but);
            for (long id : others) {
                kill(statement, id);
            }
        }
    }

    private static void kill(Statement statement, long id) {
        try {
            statement.execute("KILL CONNECTION " + id);
        } catch (SQLException e) {
            // it has gone by itself
        }
    }

    @Override
    public void close() {
        if (shared != null) {
            shared.close();
        }
        if (own != null) {
            own.close();
        }
    }
}
