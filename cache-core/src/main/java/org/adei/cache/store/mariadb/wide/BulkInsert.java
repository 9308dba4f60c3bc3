package org.adei.cache.store.mariadb.wide;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.BasePreparedStatement;
import org.mariadb.jdbc.codec.Parameter;
import org.mariadb.jdbc.plugin.codec.DoubleCodec;
import org.mariadb.jdbc.plugin.codec.LocalDateTimeCodec;

/**
 * One {@code INSERT} of many rows in one round trip. Values are added column by column, row by row. Used by one thread.
 *
 * <p>The driver sends types once in front of all rows and starts a new packet where a type changes. A plain NULL has a
 * type of its own, so that sparse rows would go out one by one; here a missing number has the type of a number.
 */
final class BulkInsert implements AutoCloseable {
    private static final Parameter<Double> MISSING = new Parameter<>(DoubleCodec.INSTANCE, null);

    private final PreparedStatement statement;
    private final BasePreparedStatement driver;
    private int at;

    BulkInsert(Connection connection, String table, List<String> columns) throws SQLException {
        statement = connection.prepareStatement("INSERT INTO " + TableName.quoted(table) + " ("
                + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")");
        driver = statement.unwrap(BasePreparedStatement.class);
    }

    void whole(long value) throws SQLException {
        statement.setLong(++at, value);
    }

    void time(LocalDateTime value) {
        driver.setParameter(at++, new Parameter<>(LocalDateTimeCodec.INSTANCE, value));
    }

    /** A number, or NULL if it is not finite. */
    void number(double value) throws SQLException {
        if (Math.abs(value) <= Double.MAX_VALUE) {
            statement.setDouble(++at, value);
        } else {
            missing();
        }
    }

    void missing() {
        driver.setParameter(at++, MISSING);
    }

    void bytes(byte @Nullable [] value) throws SQLException {
        statement.setBytes(++at, value);
    }

    void endRow() throws SQLException {
        statement.addBatch();
        at = 0;
    }

    /** Sends all rows that were ended. */
    void execute() throws SQLException {
        statement.executeBatch();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
