package org.adei.cache.work.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import org.adei.cache.store.mariadb.Sql;
import org.adei.cache.work.LeaderLease;

/** Proves a lead inside of a transaction, one round trip. Stateless. */
public final class LeaderGuard {
    private LeaderGuard() {}

    /**
     * Whether the lead is good. If so it cannot be taken by another until this transaction ends; a transaction that
     * stands idle is ended by the server, so a frozen leader holds nobody up for long.
     */
    public static boolean holds(Connection connection, LeaderLease lease) throws SQLException {
        return Sql.number(connection, """
                SELECT COUNT(*) FROM adei_leader
                WHERE id = 1 AND token = ? AND session_id IS NOT NULL AND lease_until > SYSDATE(6)
                LOCK IN SHARE MODE
                """, lease.token()) > 0;
    }
}
