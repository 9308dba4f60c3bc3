package org.adei.cache.benchmarks.freshness;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tables of a source: an identifier, microseconds since 1970 with an index, and channels.
 *
 * @param groups tables named {@code live_0 ..}
 * @param channels columns {@code v0 ..}
 */
record LiveTables(int groups, int channels) {
    private static final int BATCH = 10_000;
    private static final long ARCHIVE_START = 1_600_000_000_000_000L;

    static String name(int group) {
        return "live_" + group;
    }

    private String columns() {
        return IntStream.range(0, channels).mapToObj(c -> "v" + c + " DOUBLE").collect(Collectors.joining(", "));
    }

    private void create(Statement statement, String table) throws SQLException {
        statement.execute("CREATE TABLE " + table + " (id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,"
                + " ts BIGINT NOT NULL, " + columns() + ", KEY (ts)) ENGINE = InnoDB");
    }

    /** Makes the empty tables. */
    void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int group = 0; group < groups; group++) {
                create(statement, name(group));
            }
        }
    }

    String insert(String table) {
        return "INSERT INTO " + table + " (ts, "
                + IntStream.range(0, channels).mapToObj(c -> "v" + c).collect(Collectors.joining(", "))
                + ") VALUES (?" + String.join("", Collections.nCopies(channels, ", ?")) + ")";
    }

    void bind(PreparedStatement insert, long micros, Random random) throws SQLException {
        insert.setLong(1, micros);
        for (int c = 0; c < channels; c++) {
            insert.setDouble(c + 2, random.nextGaussian());
        }
    }

    /** Makes a table of old rows, one a second, that no rule matches yet. */
    void createArchive(Connection connection, int number, int rows) throws SQLException {
        String table = "hidden_" + number;
        try (Statement statement = connection.createStatement()) {
            create(statement, table);
        }
        Random random = new Random(number);
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(insert(table))) {
            for (int row = 0; row < rows; row++) {
                bind(insert, ARCHIVE_START + row * 1_000_000L, random);
                insert.addBatch();
                if ((row + 1) % BATCH == 0 || row + 1 == rows) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
        }
        connection.setAutoCommit(true);
    }

    /** Lets the rules match the tables of old rows. */
    static void showArchives(Connection connection, int count) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int number = 0; number < count; number++) {
                statement.execute("RENAME TABLE hidden_" + number + " TO archive_" + number);
            }
        }
    }
}
