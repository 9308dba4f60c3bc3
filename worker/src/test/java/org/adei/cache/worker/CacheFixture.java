package org.adei.cache.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.adei.cache.testkit.mariadb.TestDatabase;

/** A cache in a schema of its own, and configurations for it. */
final class CacheFixture implements AutoCloseable {
    private final TestDatabase database = TestDatabase.open();
    private final Path folder;

    CacheFixture(Path folder) {
        this.folder = folder;
    }

    /** Writes a configuration with these sources (YAML, the lines under {@code sources:}). */
    Path config(String sources) {
        String yaml = """
                setup: test
                cache: {url: "%s", user: "%s", password: "%s"}
                tuning: {batch: {rows: 100}, slice-windows: 2}
                sources:
                """.formatted(database.jdbcUrl(), database.user(), database.password());
        try {
            return Files.writeString(folder.resolve("adei-cache.yaml"), yaml + sources.indent(2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a command with a configuration. */
    Session run(Path config, String command, String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = command;
        arguments[1] = "--config";
        arguments[2] = config.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Session.run(arguments);
    }

    /** Caches everything. */
    Session cache(Path config) {
        return run(config, "run", "--once", "--progress", "none");
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    TestDatabase database() {
        return database;
    }

    @Override
    public void close() {
        database.close();
    }
}
