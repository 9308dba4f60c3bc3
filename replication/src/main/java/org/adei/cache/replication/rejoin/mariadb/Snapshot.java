package org.adei.cache.replication.rejoin.mariadb;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.adei.cache.replication.bootstrap.mariadb.ServerSession;

/** A view of all rows at one transaction. */
final class Snapshot {
    private Snapshot() {}

    /** Opens one in the session, which sees nothing newer until it rolls back; gives the last transaction in it. */
    static String start(ServerSession session) {
        session.run(
                "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                "START TRANSACTION WITH CONSISTENT SNAPSHOT");
        Map<String, String> place = new TreeMap<>();
        session.rows("SHOW STATUS LIKE 'binlog_snapshot_%'")
                .forEach(row -> place.put(
                        row.getOrDefault("variable_name", "").toLowerCase(Locale.ROOT), row.getOrDefault("value", "")));
        return session.value("SELECT BINLOG_GTID_POS('" + place.get("binlog_snapshot_file") + "', "
                + place.get("binlog_snapshot_position") + ")");
    }
}
