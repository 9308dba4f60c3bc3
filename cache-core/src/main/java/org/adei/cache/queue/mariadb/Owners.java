package org.adei.cache.queue.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import org.adei.cache.store.mariadb.Sql;

/**
 * Processes that hold leases, by the number in their tokens, and when each was last there: so a lease that ran out while
 * its holder waited for a source is told from one whose holder is gone. Stateless; the transaction is the caller's.
 */
final class Owners {
    /** The token of an owner's first lease lies so many bits above its number. */
    static final int COUNT_BITS = 32;

    /** Each beats with its sweeps, about once a second. */
    static final int SILENT_SECONDS = 3;

    private Owners() {}

    /** A new number. Two round trips and one more for those that are forgotten. */
    static long add(Connection connection) throws SQLException {
        Sql.update(connection, "DELETE FROM adei_queue_owner WHERE beat < SYSDATE(6) - INTERVAL 1 DAY");
        Sql.update(connection, "UPDATE adei_queue_counter SET owners = LAST_INSERT_ID(owners + 1) WHERE id = 1");
        return Sql.number(connection, "SELECT LAST_INSERT_ID()");
    }

    /** Says that an owner is there. One round trip. */
    static int beat(Connection connection, long owner) throws SQLException {
        return Sql.update(connection, """
                INSERT INTO adei_queue_owner (owner, beat) VALUES (?, SYSDATE(6))
                ON DUPLICATE KEY UPDATE beat = VALUES(beat)
                """, owner);
    }
}
