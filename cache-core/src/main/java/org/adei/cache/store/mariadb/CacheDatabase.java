package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A few connections to the cache for those who coordinate processes: the leader's lease, the queue, control. Neither
 * data nor queries use them, so that no lease is lost because a pool is busy. Sessions are in UTC and read committed; a
 * transaction that stands idle for more than {@value #IDLE_SECONDS} s is ended by the server. Thread-safe.
 */
public final class CacheDatabase {
    static final int IDLE_SECONDS = 3;

    private final Database database;
    private final LeaseSession session;

    CacheDatabase(Database database, LeaseSession session) {
        this.database = database;
        this.session = session;
    }

    /**
     * Work on one connection in autocommit.
     *
     * @param act what is tried, as the start of a sentence ("cannot renew the lease of ..")
     * @throws org.adei.cache.failure.CacheException sorted by {@link SqlFailures}
     */
    public <T> T with(String act, Work<T> work) {
        return database.with(act, work::on);
    }

    /** Work in one transaction, rolled back if it throws. */
    public <T> T transact(String act, Work<T> work) {
        return database.transact(act, work::on);
    }

    /**
     * Number of the database session that stands for this process as long as it lives: a lease whose session is no
     * longer in {@code information_schema.processlist} may be taken over before it ends. One round trip.
     */
    public long session() {
        return session.id();
    }

    /** Schema and host as messages name them. */
    @Override
    public String toString() {
        return database.toString();
    }

    /** Something done with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T on(Connection connection) throws SQLException;
    }
}
