package org.adei.cache.replication.rejoin.mariadb;

import org.adei.cache.replication.bootstrap.mariadb.ServerSession;

/** Where a server goes on from. */
final class Positions {
    private Positions() {}

    /** Forgets what the server has logged, and lets it hold everything up to a position and nothing else. */
    static void set(ServerSession session, String position) {
        session.run(
                "RESET MASTER",
                "SET GLOBAL gtid_binlog_state = '" + position + "'",
                "SET GLOBAL gtid_slave_pos = '" + position + "'");
    }
}
