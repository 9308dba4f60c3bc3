package org.adei.cache.benchmarks.peers;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.adei.cache.benchmarks.Peer;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** DuckDB embedded, in a file: rows through its appender, levels by {@code GROUP BY}, each out of the finer. */
public class DuckDb implements Peer {
    private static final int COMMIT_ROWS = 10_000;
    private static final int[] LEVELS = {10, 60, 600, 3_600, 43_200};
    private static final long MICROS = 1_000_000;

    private final boolean durable;

    /** As it comes: the appender decides when rows are written. */
    public DuckDb() {
        this(false);
    }

    DuckDb(boolean durable) {
        this.durable = durable;
    }

    @Override
    public String name() {
        return durable ? "duckdb_durable" : "duckdb";
    }

    @Override
    public String version() {
        return "DuckDB " + engine() + ", embedded, file"
                + (durable
                        ? ", a commit each " + COMMIT_ROWS + " rows through its write-ahead log, checkpoint at the end"
                        : ", one transaction");
    }

    private static String engine() {
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:")) {
            return duck.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB does not tell its version", e);
        }
    }

    @Override
    public long run(Connection source, Work work, Path folder) throws Exception {
        try (DuckDBConnection duck =
                        (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + folder.resolve("rows.db"));
                Statement statement = duck.createStatement()) {
            statement.execute("CREATE TABLE raw (ts BIGINT, " + SourceRows.columns(work, "v# DOUBLE") + ")");
            long start = System.nanoTime();
            duck.setAutoCommit(false);
            load(source, work, duck);
            String from = "raw";
            for (int level : LEVELS) {
                String select = from.equals("raw")
                        ? "ts // " + level * MICROS + " * " + level + " AS t, COUNT(*) AS n, "
                                + SourceRows.columns(work, "MIN(v#) AS min#, MAX(v#) AS max#, SUM(v#) AS sum#")
                        : "t // " + level + " * " + level + " AS t, SUM(n) AS n, "
                                + SourceRows.columns(work, "MIN(min#) AS min#, MAX(max#) AS max#, SUM(sum#) AS sum#");
                statement.execute(
                        "CREATE TABLE agg" + level + " AS SELECT " + select + " FROM " + from + " GROUP BY 1");
                from = "agg" + level;
            }
            duck.commit();
            if (durable) {
                duck.setAutoCommit(true);
                statement.execute("CHECKPOINT");
            }
            return System.nanoTime() - start;
        }
    }

    private void load(Connection source, Work work, DuckDBConnection duck) throws SQLException {
        long count = 0;
        try (SourceRows rows = new SourceRows(source, work);
                DuckDBAppender appender = duck.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "raw")) {
            while (rows.next()) {
                appender.beginRow();
                appender.append(rows.time());
                for (int channel = 0; channel < work.channels(); channel++) {
                    appender.append(rows.value(channel));
                }
                appender.endRow();
                if (++count % COMMIT_ROWS == 0 && durable) {
                    appender.flush();
                    duck.commit();
                }
            }
        }
        if (count != work.rows()) {
            throw new IllegalStateException("DuckDB got " + count + " rows: expected " + work.rows());
        }
    }
}
