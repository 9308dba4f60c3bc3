package org.adei.cache.source.jdbc;

import java.sql.SQLException;
import org.adei.cache.failure.CacheException;

/**
 * The way to one source: its dialect, its connections, its limits and how its failures are told. Thread-safe.
 */
record Access(Dialect dialect, ConnectionPool pool, JdbcLimits limits, JdbcFaults faults) {
    /** Something that is asked on a connection. */
    @FunctionalInterface
    interface Question<T> {
        T ask(Lease lease) throws SQLException;
    }

    /** The same source by a connection that is taken from its number until the pool of the result is closed. */
    Access withOwnConnection() {
        return new Access(dialect, pool.ofOne(), limits, faults);
    }

    Lease connect() {
        try {
            return pool.take();
        } catch (SQLException e) {
            throw faults.unreachable(e);
        }
    }

    /**
     * Asks a short question.
     *
     * @param act what fails if it fails, as in "cannot list its tables"
     * @throws CacheException by kind
     */
    <T> T ask(String act, Question<T> question) {
        try (Lease lease = connect()) {
            T answer = question.ask(lease);
            lease.done();
            return answer;
        } catch (SQLException e) {
            throw faults.of(act, e);
        }
    }
}
