package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/**
 * Keeps transactions on a server that reigns: before the commit its lease is checked by its own clock, and a commit whose
 * answer came after the lease's end does not count. Stateless.
 */
final class Fence {
    private static final int READ_ONLY = 1290;

    private Fence() {}

    /**
     * Commits under the lease; one round trip more than a commit.
     *
     * @throws SQLException 1290 if the server does not reign any more and nothing was committed; state 40001 if it may
     *     have been committed on a server that no longer reigned
     */
    static void commit(Connection connection) throws SQLException {
        long asked = System.nanoTime();
        long micros = Reign.leaseMicros(connection);
        if (micros <= 0) {
            throw new SQLException("this server is the master no longer, its lease is over", "HY000", READ_ONLY);
        }
        connection.commit();
        if (System.nanoTime() - asked > TimeUnit.MICROSECONDS.toNanos(micros)) {
            throw new SQLException(
                    "the commit was answered after the end of the master's lease; its coverage says whether it holds",
                    "40001",
                    READ_ONLY);
        }
    }
}
