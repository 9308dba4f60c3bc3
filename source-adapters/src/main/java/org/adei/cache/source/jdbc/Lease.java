package org.adei.cache.source.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** A connection in use. Belongs to one thread; must be closed, by default as broken unless it is said to be sound. */
final class Lease implements AutoCloseable {
    private final ConnectionPool pool;
    private final Connection connection;
    private boolean sound;
    private boolean closed;

    Lease(ConnectionPool pool, Connection connection) {
        this.pool = pool;
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** Says that all was done well, so that the connection may serve again. */
    void done() throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
        }
        sound = true;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            pool.giveBack(connection, sound);
        }
    }
}
