package org.adei.cache.source.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.adei.cache.failure.RetryException;
import org.jspecify.annotations.Nullable;

/**
 * The connections of one source: never more at once than its limit, handed out in the order of asking. A pool of its
 * own, since the usual ones keep trying a wrong password until their timeout and cannot let go of a connection in the
 * middle of a stream. Thread-safe; no thread of its own.
 */
final class ConnectionPool implements AutoCloseable {
    private static final long TRUSTED_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int CHECK_SECONDS = 5;

    private final Connector connector;
    private final JdbcLimits limits;
    private final JdbcFaults faults;
    private final Semaphore free;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private final Set<Connection> used = new HashSet<>();
    private final Runnable whenClosed;
    private boolean closed;

    ConnectionPool(Connector connector, JdbcLimits limits, JdbcFaults faults) {
        this(connector, limits, faults, () -> {});
    }

    private ConnectionPool(Connector connector, JdbcLimits limits, JdbcFaults faults, Runnable whenClosed) {
        this.connector = connector;
        this.limits = limits;
        this.faults = faults;
        this.free = new Semaphore(limits.connections(), true);
        this.whenClosed = whenClosed;
    }

    /**
     * A pool of one connection, which is this pool's to give again once that one is closed.
     *
     * @throws RetryException if none gets free in time
     */
    ConnectionPool ofOne() {
        await();
        return new ConnectionPool(connector, limits.withConnections(1), faults, free::release);
    }

    private record Idle(Connection connection, long since) {}

    /**
     * Takes a connection, an idle one if there is one that lives.
     *
     * @throws RetryException if none gets free in time
     */
    Lease take() throws SQLException {
        await();
        Connection connection = null;
        try {
            connection = living();
            register(connection);
            return new Lease(this, connection);
        } finally {
            if (connection == null) {
                free.release();
            }
        }
    }

    private void await() {
        try {
            if (!free.tryAcquire(limits.waitTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new RetryException(faults.place() + " has all of its " + limits.connections()
                        + " connections in use for " + limits.waitTimeout().toSeconds()
                        + " s: expected one to get free; raise limits.connections or lower the number of workers");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryException(faults.place() + " was not asked: the wait for a connection was interrupted", e);
        }
    }

    private Connection living() throws SQLException {
        for (Idle next = pop(); next != null; next = pop()) {
            boolean trusted = System.nanoTime() - next.since < TRUSTED_NANOS;
            if (trusted ? !next.connection.isClosed() : next.connection.isValid(CHECK_SECONDS)) {
                return next.connection;
            }
            abandon(next.connection);
        }
        return connector.connect();
    }

    private synchronized @Nullable Idle pop() {
        return idle.pollFirst();
    }

    private synchronized void register(Connection connection) {
        if (closed) {
            free.release();
            abandon(connection);
            throw new IllegalStateException("source " + faults.source() + " is closed: open it again");
        }
        used.add(connection);
    }

    /** Takes a connection back; one that is not sound is dropped. */
    void giveBack(Connection connection, boolean sound) {
        boolean keep;
        synchronized (this) {
            keep = used.remove(connection) && sound && !closed;
            if (keep) {
                idle.addFirst(new Idle(connection, System.nanoTime()));
            }
        }
        if (!keep) {
            abandon(connection);
        }
        free.release();
    }

    /** Ends all connections, those in use too. */
    @Override
    public void close() {
        List<Connection> all = new ArrayList<>();
        boolean first;
        synchronized (this) {
            first = !closed;
            closed = true;
            idle.forEach(each -> all.add(each.connection));
            idle.clear();
            all.addAll(used);
            used.clear();
        }
        all.forEach(ConnectionPool::abandon);
        if (first) {
            whenClosed.run();
        }
    }

    /** Closes without reading what the server still sends. */
    private static void abandon(Connection connection) {
        try {
            connection.abort(Runnable::run);
            connection.close();
        } catch (SQLException e) {
            // it is not needed any more, and nothing is left to be done about it
        }
    }
}
