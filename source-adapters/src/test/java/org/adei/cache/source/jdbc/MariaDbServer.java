package org.adei.cache.source.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import org.adei.cache.testkit.mariadb.TestDatabase;

/** A schema of the test server. */
record MariaDbServer(TestDatabase database) implements TestServer {
    static MariaDbServer open() {
        assumeTrue(
                TestDatabase.unavailable().isEmpty(),
                () -> TestDatabase.unavailable().orElse(""));
        return new MariaDbServer(TestDatabase.open());
    }

    @Override
    public String url() {
        return database.jdbcUrl();
    }

    @Override
    public String user() {
        return database.user();
    }

    @Override
    public String password() {
        return database.password();
    }

    @Override
    public Connection connect() throws SQLException {
        return database.connect();
    }

    @Override
    public void close() {
        database.close();
    }
}
