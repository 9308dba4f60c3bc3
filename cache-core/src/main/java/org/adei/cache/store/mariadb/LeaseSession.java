package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A connection that stands for this process as long as it lives: a lease whose session is gone may be taken over before
 * it ends. Thread-safe.
 */
final class LeaseSession implements AutoCloseable {
    private final Database database;
    private @Nullable Connection connection;
    private long id;

    LeaseSession(Database database) {
        this.database = database;
    }

    /** Number of the session, a new one if the old connection is gone. */
    synchronized long id() throws SQLException {
        Connection current = connection;
        if (current == null || !current.isValid(5)) {
            close();
            current = database.connect("cannot open the session that stands for this process");
            try (Statement statement = current.createStatement()) {
                statement.execute("SET SESSION wait_timeout = 31536000");
                try (ResultSet result = statement.executeQuery("SELECT CONNECTION_ID()")) {
                    result.next();
                    id = result.getLong(1);
                }
            }
            connection = current;
        }
        return id;
    }

    @Override
    public synchronized void close() throws SQLException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
