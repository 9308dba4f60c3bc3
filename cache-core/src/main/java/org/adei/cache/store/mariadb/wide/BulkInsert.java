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
 * One {@code INSERT} of many rows, in one round trip for each megabyte of them. Values are added column by column, row by row. Used by one thread.
 *
 * <p>The driver sends types once in front of all rows and starts a new packet where a type changes. A plain NULL has a
 * type of its own, so that sparse rows would go out one by one; here a missing number has the type of a number.
 */
final class BulkInsert implements AutoCloseable {
    /** Rows sent at a time: the buffer of the driver goes from one MiB to sixteen, made anew for each round trip. */
    private static final int PACKET_BYTES = 900_000;

    /** A number of eight bytes behind the byte that says whether it is there. */
    private static final int VALUE_BYTES = 9;

    private static final Parameter<Double> MISSING = new Parameter<>(DoubleCodec.INSTANCE, null);

    private final PreparedStatement statement;
    private final BasePreparedStatement driver;
    private final int columns;
    private int at;
    private int bytes;

    BulkInsert(Connection connection, String table, List<String> columns) throws SQLException {
        statement = connection.prepareStatement("INSERT INTO " + TableName.quoted(table) + " ("
                + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")");
        this.columns = columns.size();
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
            driver.setParameter(at++, new NumberParameter(value));
        } else {
            missing();
        }
    }

    void missing() {
        driver.setParameter(at++, MISSING);
    }

    void bytes(byte @Nullable [] value) throws SQLException {
        bytes += value == null ? 0 : value.length;
        statement.setBytes(++at, value);
    }

    void endRow() throws SQLException {
        statement.addBatch();
        at = 0;
        bytes += columns * VALUE_BYTES;
        if (bytes > PACKET_BYTES) {
            execute();
        }
    }

    /** Sends all rows that were ended. */
    void execute() throws SQLException {
        statement.executeBatch();
        bytes = 0;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
