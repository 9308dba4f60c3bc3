package org.adei.cache.replication.rejoin.mariadb;

import org.adei.cache.replication.bootstrap.BinlogState;
import org.adei.cache.replication.bootstrap.mariadb.ServerSession;

/** Where a server goes on from. */
final class Positions {
    private static final String STATE = "SELECT @@GLOBAL.gtid_binlog_state";

    private Positions() {}

    static BinlogState logged(ServerSession session) {
        return BinlogState.parse(session.value(STATE));
    }

    /**
     * Forgets what the server has logged, and lets it hold everything up to a position and nothing else.
     *
     * @param known what is known of all origins: without those that wrote long ago, a replica that has them would seem to
     *     hold what this server never had, once this one is master
     */
    static void set(ServerSession session, BinlogState known, String position) {
        BinlogState state = known.upTo(BinlogState.parse(position));
        session.run(
                "RESET MASTER",
                "SET GLOBAL gtid_binlog_state = '" + String.join(",", state.inOrder()) + "'",
                "SET GLOBAL gtid_slave_pos = '" + position + "'");
    }
}
