package org.adei.cache.benchmarks.scaleout;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbOptions;

/** A source server with tables of old rows, one a second, and an empty cache server. */
final class Backlog implements AutoCloseable {
    private static final long START_MICROS = 1_600_000_000_000_000L;

    final LocalMariaDb source;
    final LocalMariaDb cache;
    private final int groups;
    private final int rows;

    /**
     * Loads the tables.
     *
     * @param rows rows of each group
     */
    Backlog(int groups, int rows) throws SQLException {
        this.groups = groups;
        this.rows = rows;
        source = LocalMariaDb.start(MariaDbOptions.durable().withBufferPoolMb(1_000));
        cache = LocalMariaDb.start(MariaDbOptions.durable()
                .withBufferPoolMb(2_000)
                .with("--innodb-log-file-size=1G", "--log-bin-trust-function-creators=1"));
        execute(source, "", "CREATE SCHEMA src");
        for (int group = 0; group < groups; group++) {
            execute(source, "src", """
                    CREATE TABLE log_%d (id BIGINT NOT NULL PRIMARY KEY, ts BIGINT NOT NULL, v0 DOUBLE, v1 DOUBLE,
                        v2 DOUBLE, v3 DOUBLE, v4 DOUBLE, v5 DOUBLE, v6 DOUBLE, v7 DOUBLE, KEY (ts)) ENGINE = InnoDB
                    """.formatted(group));
            execute(source, "src", """
                    INSERT INTO log_%d SELECT seq, %d + seq * 1000000, SIN(seq), seq, RAND(%d), seq / 7, -seq, 1.5,
                        COS(seq), seq * seq FROM seq_1_to_%d
                    """.formatted(group, START_MICROS, group, rows));
        }
    }

    long rows() {
        return (long) groups * rows;
    }

    /** Rows that the source server has sent in its life. */
    long sent() throws SQLException {
        return number(
                source,
                "src",
                "SELECT variable_value FROM information_schema.global_status WHERE variable_name = 'Rows_sent'");
    }

    static void execute(LocalMariaDb server, String schema, String sql) throws SQLException {
        try (Connection connection = server.connect(schema);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long number(LocalMariaDb server, String schema, String sql) throws SQLException {
        try (Connection connection = server.connect(schema);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** A configuration of a setup of its own. */
    String config(String schema, String limits) {
        return """
                setup: %s
                cache: {url: "%s", user: "%s", password: "%s"}
                schedule: {discovery: "0/2 * * * * ?", sweep: "0/1 * * * * ?", scrub: 0s}
                sources:
                  s:
                    type: jdbc
                    url: "%s"
                    user: "%s"
                    password: "%s"
                    limits: %s
                    groups:
                      - {tables: "(log_.*)", time: {column: ts, type: epoch-micros}, channels: "v[0-9]+"}
                """.formatted(
                        schema,
                        cache.jdbcUrl(schema),
                        cache.user(),
                        cache.password(),
                        source.jdbcUrl("src"),
                        source.user(),
                        source.password(),
                        limits);
    }

    @Override
    public void close() {
        try (source;
                cache) {
            // both
        }
    }
}
