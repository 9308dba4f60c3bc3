package org.adei.cache.source.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A database of its own on one PostgreSQL that all tests of this JVM share. */
record PostgresServer(String name, String url) implements TestServer {
    private static final String USER = "postgres";

    private static @Nullable EmbeddedPostgres shared;
    private static String reason = "";

    static PostgresServer open() {
        EmbeddedPostgres server = shared();
        assumeTrue(server != null, () -> "no PostgreSQL can be started here: " + reason);
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        String url = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/";
        new PostgresServer("postgres", url + "postgres").execute("CREATE DATABASE " + name);
        return new PostgresServer(name, url + name);
    }

    private static synchronized @Nullable EmbeddedPostgres shared() {
        if (shared == null && reason.isEmpty()) {
            try {
                EmbeddedPostgres started = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .start();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started)));
                shared = started;
            } catch (IOException | RuntimeException e) {
                reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
            }
        }
        return shared;
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            System.err.println("the PostgreSQL of the tests does not end: " + e.getMessage());
        }
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    public String password() {
        return "";
    }

    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, USER, "");
    }

    @Override
    public void close() {
        try (Connection connection =
                        DriverManager.getConnection(url.substring(0, url.length() - name.length()) + USER, USER, "");
                Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
        } catch (SQLException e) {
            throw new IllegalStateException("database " + name + " of the test cannot be dropped: " + e, e);
        }
    }
}
