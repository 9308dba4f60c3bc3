package org.adei.cache.source.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A file of SQLite. */
record SqliteFile(Path file) implements TestServer {
    @Override
    public String url() {
        return "jdbc:sqlite:" + file;
    }

    @Override
    public String user() {
        return "";
    }

    @Override
    public String password() {
        return "";
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    @Override
    public void close() {
        // the folder is the test's
    }
}
