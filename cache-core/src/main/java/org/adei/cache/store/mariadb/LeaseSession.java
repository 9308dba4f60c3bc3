package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A connection that stands for this process as long as it lives: a lease whose session is gone may be taken over before
 * it ends. Thread-safe.
 */
final class LeaseSession implements AutoCloseable {
    private static final String ACT = "cannot open the session that stands for this process";

    private static final String ID = "SELECT " + Sessions.MINE;

    private final Database database;
    private @Nullable Connection connection;
    private long id;

    LeaseSession(Database database) {
        this.database = database;
    }

    /** Number of the session, a new one if the old connection is gone. One round trip. */
    synchronized long id() {
        Connection current = connection;
        try {
            if (current == null || !current.isValid(5)) {
                drop();
                current = database.connect(ACT);
                connection = current;
                Sql.execute(current, "SET SESSION wait_timeout = 31536000");
                id = Sql.number(current, ID);
            }
            return id;
        } catch (SQLException e) {
            throw SqlFailures.of(ACT, e);
        }
    }

    /** One that broke cannot be closed as others are. */
    private void drop() {
        Connection old = connection;
        connection = null;
        if (old != null) {
            database.discard(old);
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        Connection old = connection;
        connection = null;
        if (old != null && !old.isClosed()) {
            old.close();
        }
    }
}
