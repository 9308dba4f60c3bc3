package org.adei.cache.benchmarks;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of a source: one walk per channel, regular times.
 *
 * @param name name of the table and prefix of the figures
 * @param channels DOUBLE columns {@code v0 ..}
 * @param periodMicros microseconds between rows
 * @param rows number of rows
 * @param decimals places that values are rounded to; negative keeps the whole mantissa
 */
record Workload(String name, int channels, long periodMicros, int rows, int decimals) {
    private static final int BATCH = 10_000;
    private static final long START_MICROS = 1_600_000_000_000_000L;

    /** 16 channels at 1 Hz. */
    static Workload w1(int rows) {
        return new Workload("w1", 16, 1_000_000, rows, -1);
    }

    /** 64 channels at 10 Hz. */
    static Workload w2(int rows) {
        return new Workload("w2", 64, 100_000, rows, -1);
    }

    /** As the first, rounded to three places, six channels held constant for stretches of hours. */
    static Workload w3(int rows) {
        return new Workload("w3", 16, 1_000_000, rows, 3);
    }

    String columns(String each) {
        return IntStream.range(0, channels)
                .mapToObj(c -> each.replace("#", "" + c))
                .collect(Collectors.joining(", "));
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

    /** The values, row by row; the same for each workload of these parameters. */
    static final class Walk {
        private final Workload workload;
        private final Random random = new Random(20_260_101);
        private final double[] values;
        private final int[] held;
        private final double scale;

        Walk(Workload workload) {
            this.workload = workload;
            values = new double[workload.channels()];
            held = new int[workload.channels()];
            scale = Math.pow(10, Math.max(0, workload.decimals()));
        }

        void next() {
            for (int c = 0; c < values.length; c++) {
                if (workload.decimals() >= 0 && c < 6) {
                    if (held[c]-- > 0) {
                        continue;
                    }
                    held[c] = 3_600 + random.nextInt(4 * 3_600);
                }
                values[c] += random.nextGaussian();
            }
        }

        double value(int channel) {
            double value = values[channel];
            return workload.decimals() < 0 ? value : Math.rint(value * scale) / scale;
        }
    }
}
