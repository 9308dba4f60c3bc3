package org.adei.cache.worker.demo;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Measures what inserting row by row gives on the same server: one statement and one commit a row, raw rows only. */
final class SingleRowPace {
    private static final String TABLE = "single_rows";
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

    private SingleRowPace() {}

    /** Rows of {@link Vibration#CHANNELS} channels per second. */
    static long measure(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + TABLE + " LIKE " + Vibration.TABLE);
            long rows = 0;
            long start = System.nanoTime();
            long elapsed = 0;
            Vibration generator = new Vibration();
            try (PreparedStatement insert = connection.prepareStatement(Vibration.insertInto(TABLE))) {
                while (elapsed < LONG_ENOUGH.toNanos()) {
                    generator.next();
                    generator.bind(insert);
                    insert.executeUpdate();
                    rows++;
                    elapsed = System.nanoTime() - start;
                }
            }
            statement.execute("DROP TABLE " + TABLE);
            return Math.round(rows * 1e9 / elapsed);
        }
    }
}
