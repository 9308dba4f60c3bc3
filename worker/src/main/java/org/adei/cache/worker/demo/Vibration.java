package org.adei.cache.worker.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adei.cache.model.GroupId;

/** A made-up group for what the recordings do not have: many channels, fractions of a second, NULLs, shared times. */
final class Vibration {
    static final String TABLE = "log_vibration";
    static final GroupId GROUP = new GroupId("lab", DemoServer.SOURCE_SCHEMA, "vibration");
    static final int CHANNELS = 16;
    static final int ROWS = 200_000;

    private static final int BATCH = 5_000;
    private static final long START_MICROS = 1_700_000_000_000_000L;
    private static final long SEED = 20_140_501;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final double[] row = new double[CHANNELS];
    private final boolean[] missing = new boolean[CHANNELS];
    private long time = START_MICROS;

    /** Makes the table and its rows. */
    static void load(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + TABLE + " (ts BIGINT NOT NULL, " + columns(" DOUBLE NULL")
                    + ", operator VARCHAR(20) NULL, KEY (ts))");
        }
        new Vibration().insert(connection);
    }

    private static String columns(String type) {
        return IntStream.range(0, CHANNELS).mapToObj(c -> "v" + c + type).collect(Collectors.joining(", "));
    }

    /** The statement that inserts one row into a table of this form. */
    static String insertInto(String table) {
        return "INSERT INTO " + table + " (ts, " + columns("") + ") VALUES (?" + ", ?".repeat(CHANNELS) + ")";
    }

    private void insert(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement(insertInto(TABLE))) {
            for (int i = 1; i <= ROWS; i++) {
                next();
                bind(insert);
                insert.addBatch();
                if (i % BATCH == 0 || i == ROWS) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
        }
        connection.setAutoCommit(true);
    }

    /** Makes the next row: 5 to 500 ms later, now and then at the same time, now and then minutes later. */
    void next() {
        int kind = random.nextInt(10_000);
        if (kind < 5) {
            time += 1_000_000L * random.nextInt(60, 1800);
        } else if (kind > 20) {
            time += random.nextLong(5_000, 500_000);
        }
        double phase = time / 4e8;
        for (int c = 0; c < CHANNELS; c++) {
            missing[c] = random.nextInt(200) == 0;
            row[c] = Math.sin(phase * (c + 1)) * (c + 1) + random.nextDouble() * 0.3;
        }
    }

    /** Binds the row to the statement of {@link #insertInto}. */
    void bind(PreparedStatement insert) throws SQLException {
        insert.setLong(1, time);
        for (int c = 0; c < CHANNELS; c++) {
            if (missing[c]) {
                insert.setNull(c + 2, Types.DOUBLE);
            } else {
                insert.setDouble(c + 2, row[c]);
            }
        }
    }
}
