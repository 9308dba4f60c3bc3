package org.adei.cache.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collections;
import org.adei.cache.testkit.mariadb.LocalMariaDb;

/** What a user of MariaDB would do by hand, on the same durable server. */
final class SqlPeers {
    private static final int[] LEVELS = {10, 60, 600, 3600, 43200};
    private static final int BATCH = 10_000;

    private SqlPeers() {}

    /** Aggregates by {@code INSERT .. SELECT .. GROUP BY}, each level out of the finer; the source lies beside. */
    static double rollup(LocalMariaDb cache, Workload workload) throws SQLException {
        try (Connection connection = cache.connect("peer");
                Statement statement = connection.createStatement()) {
            long start = System.nanoTime();
            String from = null;
            for (int level : LEVELS) {
                String table = "rollup" + level;
                statement.execute("DROP TABLE IF EXISTS " + table);
                statement.execute("CREATE TABLE " + table + " (t BIGINT NOT NULL PRIMARY KEY, n BIGINT NOT NULL, "
                        + workload.columns("min# DOUBLE, max# DOUBLE, sum# DOUBLE") + ") ENGINE = InnoDB");
                String select = from == null
                        ? "SELECT ts DIV " + level * 1_000_000L + " * " + level + " w, COUNT(*), "
                                + workload.columns("MIN(v#), MAX(v#), SUM(v#)") + " FROM log_" + workload.name()
                        : "SELECT t DIV " + level + " * " + level + " w, SUM(n), "
                                + workload.columns("MIN(min#), MAX(max#), SUM(sum#)") + " FROM " + from;
                statement.execute("INSERT INTO " + table + " " + select + " GROUP BY w");
                from = table;
            }
            return workload.rows() * 1e9 / (System.nanoTime() - start);
        }
    }

    /** Raw rows out of memory in bulk into a table of ADEI's raw form: time as the key, an index over id. */
    static double bulkInsert(LocalMariaDb cache, Workload workload) throws SQLException {
        return bulkInsert(
                cache,
                workload,
                "id BIGINT NOT NULL, time DATETIME NOT NULL, " + workload.columns("v# DOUBLE NULL")
                        + ", PRIMARY KEY (time), UNIQUE KEY (id)");
    }

    /** The same into a table without any second index. */
    static double bulkInsertOneKey(LocalMariaDb cache, Workload workload) throws SQLException {
        return bulkInsert(
                cache,
                workload,
                "id BIGINT NOT NULL, time DATETIME NOT NULL, " + workload.columns("v# DOUBLE NULL")
                        + ", PRIMARY KEY (id)");
    }

    private static double bulkInsert(LocalMariaDb cache, Workload workload, String table) throws SQLException {
        int count = Math.min(workload.rows(), 1_000_000);
        try (Connection connection = java.sql.DriverManager.getConnection(
                cache.jdbcUrl("peer") + "&useBulkStmts=true&useServerPrepStmts=true", cache.user(), cache.password())) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("DROP TABLE IF EXISTS bulk");
                statement.execute("CREATE TABLE bulk (" + table + ") ENGINE = InnoDB");
            }
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            double[] values = new double[workload.channels()];
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO bulk VALUES (?, ?"
                    + String.join("", Collections.nCopies(workload.channels(), ", ?")) + ")")) {
                for (int row = 0; row < count; row++) {
                    insert.setLong(1, row * 1_000_000_000L);
                    insert.setObject(2, LocalDateTime.ofEpochSecond(row, 0, ZoneOffset.UTC));
                    for (int c = 0; c < values.length; c++) {
                        values[c] += 0.1 * (row % 7 - 3) + c;
                        insert.setDouble(c + 3, values[c]);
                    }
                    insert.addBatch();
                    if ((row + 1) % BATCH == 0) {
                        insert.executeBatch();
                        connection.commit();
                    }
                }
                insert.executeBatch();
                connection.commit();
            }
            return count * 1e9 / (System.nanoTime() - start);
        }
    }
}
