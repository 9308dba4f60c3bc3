package org.adei.cache.benchmarks;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.adei.cache.testkit.mariadb.LocalMariaDb;

/**
 * Bytes that a server has taken in and put down so far.
 *
 * @param disk files of the schema {@code cache}, what is allocated ahead among them
 * @param binlog binary logs
 * @param redo redo log
 * @param wire received from clients
 */
record Footprint(long disk, long binlog, long redo, long wire) {
    static Footprint of(LocalMariaDb server) throws SQLException {
        try (Connection root = server.connect("");
                Statement statement = root.createStatement()) {
            long disk = number(
                    statement,
                    "SELECT COALESCE(SUM(file_size), 0) FROM information_schema.innodb_sys_tablespaces"
                            + " WHERE name LIKE 'cache/%'",
                    1);
            long binlog = 0;
            try (ResultSet logs = statement.executeQuery("SHOW BINARY LOGS")) {
                while (logs.next()) {
                    binlog += logs.getLong(2);
                }
            }
            return new Footprint(
                    disk,
                    binlog,
                    number(statement, "SHOW GLOBAL STATUS LIKE 'Innodb_lsn_current'", 2),
                    number(statement, "SHOW GLOBAL STATUS LIKE 'Bytes_received'", 2));
        }
    }

    private static long number(Statement statement, String sql, int column) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(column) : 0;
        }
    }

    /** Bytes for each of some rows since an earlier look; those on disk are all that are there now. */
    Map<String, Double> perRow(Footprint before, long rows) {
        Map<String, Double> each = new LinkedHashMap<>();
        each.put("bytes_per_row", disk / (double) rows);
        each.put("binlog_bytes_per_row", (binlog - before.binlog) / (double) rows);
        each.put("redo_bytes_per_row", (redo - before.redo) / (double) rows);
        each.put("wire_bytes_per_row", (wire - before.wire) / (double) rows);
        return each;
    }
}
