package org.adei.cache.work.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.adei.cache.store.mariadb.CacheDatabase;
import org.adei.cache.store.mariadb.Sessions;
import org.adei.cache.store.mariadb.Sql;
import org.adei.cache.work.LeaderLease;
import org.adei.cache.work.Leadership;
import org.jspecify.annotations.Nullable;

/**
 * The lead in the one row of {@code adei_leader}. A lead is good until its time on the database's clock, and as long as
 * the session that stands for its owner is connected. Thread-safe.
 */
public final class MariaDbLeadership implements Leadership {
    private static final String GOOD = """
            l.session_id IS NOT NULL AND l.lease_until > SYSDATE(6)
            AND (l.account <> CURRENT_USER() OR l.session_id IN %s)
            """.formatted(Sessions.ALIVE);

    private static final String FREE = """
            SELECT l.token, CAST(l.lease_until AS CHAR) FROM adei_leader l WHERE l.id = 1 AND NOT COALESCE(%s, FALSE)
            """.formatted(GOOD);

    private static final String OWNER = """
            SELECT l.owner FROM adei_leader l WHERE l.id = 1 AND %s
            """.formatted(GOOD);

    private final CacheDatabase database;
    private final String owner;
    private final Duration length;

    /**
     * Makes the lead known; nothing is asked yet.
     *
     * @param owner what the status calls this process
     * @param length how long a lead lasts without being renewed, 100 ms to 1 h
     */
    public MariaDbLeadership(CacheDatabase database, String owner, Duration length) {
        if (length.toMillis() < 100 || length.toHours() >= 1) {
            throw new IllegalArgumentException("a lead of " + length + ": expected a time from 100 ms to 1 h");
        }
        this.database = database;
        this.owner = owner.length() <= 250 ? owner : owner.substring(0, 250);
        this.length = length;
    }

    /**
     * One round trip where somebody leads, three else. Only the lead that was judged is taken over, not one that was
     * taken or renewed meanwhile: the list of sessions may be older than the row.
     */
    @Override
    public Optional<LeaderLease> acquire() {
        String act = "cannot take the lead of the cache " + database;
        Optional<Judged> free = database.with(
                act, connection -> Sql.first(connection, FREE, row -> new Judged(row.getLong(1), row.getString(2))));
        if (free.isEmpty()) {
            return Optional.empty();
        }
        Judged before = free.get();
        long session = database.session();
        return database.with(act, connection -> take(connection, before, session))
                ? Optional.of(new LeaderLease(before.token() + 1, length))
                : Optional.empty();
    }

    private boolean take(Connection connection, Judged before, long session) throws SQLException {
        return Sql.update(connection, """
                UPDATE adei_leader
                SET token = token + 1, owner = ?, account = CURRENT_USER(), session_id = ?, since = SYSDATE(6),
                    lease_until = SYSDATE(6) + INTERVAL ? MICROSECOND
                WHERE id = 1 AND token = ? AND lease_until <=> ?
                """, owner, session, micros(), before.token(), before.until()) == 1;
    }

    /** A lead that nobody has any more. */
    private record Judged(long token, @Nullable String until) {}

    /** Two round trips; the session is a new one where the connection broke without the lead being taken. */
    @Override
    public boolean renew(LeaderLease lease) {
        long session = database.session();
        return database.with(
                "cannot renew the lead of the cache " + database,
                connection -> Sql.update(connection, """
                UPDATE adei_leader SET lease_until = SYSDATE(6) + INTERVAL ? MICROSECOND, session_id = ?
                WHERE id = 1 AND token = ? AND session_id IS NOT NULL AND lease_until > SYSDATE(6)
                """, micros(), session, lease.token()) == 1);
    }

    /** One round trip. */
    @Override
    public void release(LeaderLease lease) {
        database.with(
                "cannot give back the lead of the cache " + database,
                connection -> Sql.update(connection, """
                UPDATE adei_leader SET session_id = NULL, lease_until = NULL, owner = NULL, account = NULL, since = NULL
                WHERE id = 1 AND token = ?
                """, lease.token()));
    }

    /** One round trip. */
    @Override
    public Optional<String> leader() {
        return database.with(
                "cannot read who leads the cache " + database,
                connection -> Sql.first(connection, OWNER, row -> row.getString(1)));
    }

    private long micros() {
        return length.toNanos() / 1000;
    }
}
