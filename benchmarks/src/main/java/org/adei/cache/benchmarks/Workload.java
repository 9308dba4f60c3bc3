package org.adei.cache.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adei.cache.testkit.mariadb.LocalMariaDb;

/**
 * A table of a source: one walk per channel, regular times.
 *
 * @param name name of the table and prefix of the figures
 * @param channels DOUBLE columns {@code v0 ..}
 * @param periodMicros microseconds between rows
 * @param rows number of rows
 * @param rounded channels, the last ones, whose values have three places behind the point; the others have a whole mantissa
 * @param held channels, the last ones, that keep a value for stretches of one to five hours
 */
record Workload(String name, int channels, long periodMicros, int rows, int rounded, int held) {
    private static final int BATCH = 10_000;
    private static final long START_MICROS = 1_600_000_000_000_000L;

    /** 16 channels at 1 Hz, half of them rounded. */
    static Workload w1(int rows) {
        return new Workload("w1", 16, 1_000_000, rows, 8, 0);
    }

    /** 64 channels at 10 Hz, half of them rounded. */
    static Workload w2(int rows) {
        return new Workload("w2", 64, 100_000, rows, 32, 0);
    }

    /** As the first, all rounded, six channels held: nearer to real slow control. */
    static Workload w3(int rows) {
        return new Workload("w3", 16, 1_000_000, rows, 16, 6);
    }

    String columns(String each) {
        return IntStream.range(0, channels)
                .mapToObj(c -> each.replace("#", "" + c))
                .collect(Collectors.joining(", "));
    }

    /** Settings of a source that reads the table. */
    String source(LocalMariaDb server, String schema) {
        return """
                {type: jdbc, url: "%s", user: %s, password: "%s", groups: [
                  {tables: "log_(%s)", time: {column: ts, type: epoch-micros}, channels: "v[0-9]+"}]}
                """.formatted(server.jdbcUrl(schema), server.user(), server.password(), name);
    }

    /** Makes and fills the table in the schema of the connection. */
    void load(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS log_" + name);
            statement.execute("CREATE TABLE log_" + name + " (ts BIGINT NOT NULL PRIMARY KEY, "
                    + columns("v# DOUBLE NULL") + ") ENGINE = InnoDB");
        }
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO log_" + name + " VALUES (?"
                + String.join("", Collections.nCopies(channels, ", ?")) + ")")) {
            Walk walk = new Walk(this);
            for (int row = 0; row < rows; row++) {
                walk.next();
                insert.setLong(1, START_MICROS + row * periodMicros);
                for (int c = 0; c < channels; c++) {
                    insert.setDouble(c + 2, walk.value(c));
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
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE TABLE log_" + name);
        }
    }

    /** The values, row by row: walks of small steps around 20; the same for each workload of these parameters. */
    static final class Walk {
        private static final double START = 20;
        private static final double STEP = 0.005;
        private static final double PLACES = 1_000;

        private final Workload workload;
        private final Random random = new Random(20_260_101);
        private final double[] values;
        private final int[] left;

        Walk(Workload workload) {
            this.workload = workload;
            values = new double[workload.channels()];
            Arrays.fill(values, START);
            left = new int[workload.channels()];
        }

        void next() {
            for (int c = 0; c < values.length; c++) {
                if (c >= values.length - workload.held() && left[c]-- <= 0) {
                    left[c] = 3_600 + random.nextInt(4 * 3_600);
                } else if (c >= values.length - workload.held()) {
                    continue;
                }
                values[c] += STEP * random.nextGaussian();
            }
        }

        double value(int channel) {
            boolean rounded = channel >= values.length - workload.rounded();
            return rounded ? Math.rint(values[channel] * PLACES) / PLACES : values[channel];
        }
    }
}
