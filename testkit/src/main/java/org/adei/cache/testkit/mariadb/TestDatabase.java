package org.adei.cache.testkit.mariadb;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;

/**
 * A schema of its own for one test, dropped when closed. It lies on the server of the URL in
 * {@code ADEI_TEST_MARIADB_URL} (system property or environment, such as
 * {@code jdbc:mariadb://127.0.0.1:3306/?user=root&password=x}, an account that may make schemas), else on one local
 * server that all tests of this JVM share.
 */
public final class TestDatabase implements AutoCloseable {
    private final TestServer server;
    private final String schema;

    private TestDatabase(TestServer server, String schema) {
        this.server = server;
        this.schema = schema;
    }

    /** Why there can be no database here, in one line; empty if there can. Tests that get a reason skip with it. */
    public static Optional<String> unavailable() {
        return TestServer.unavailable();
    }

    /**
     * A new empty schema.
     *
     * @throws LocalMariaDbException if there is no server
     */
    public static TestDatabase open() {
        TestServer server = TestServer.shared();
        String schema = "adei_test_" + UUID.randomUUID().toString().replace("-", "");
        TestDatabase database = new TestDatabase(server, schema);
        database.execute("CREATE DATABASE `" + schema + "` CHARACTER SET utf8mb4");
        return database;
    }

    public String schema() {
        return schema;
    }

    /** Address of the schema, without user and password. */
    public String jdbcUrl() {
        return server.jdbcUrl(schema);
    }

    /** Address of another schema of the same server, or of the server if the name is empty. */
    public String jdbcUrl(String otherSchema) {
        return server.jdbcUrl(otherSchema);
    }

    /** An account that may make schemas. */
    public String user() {
        return server.user();
    }

    public String password() {
        return server.password();
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), user(), password());
    }

    @Override
    public void close() {
        execute("DROP DATABASE IF EXISTS `" + schema + "`");
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(""), user(), password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new LocalMariaDbException(
                    "the test server at " + jdbcUrl("") + " refuses \"" + sql + "\": " + e.getMessage(), e);
        }
    }
}
