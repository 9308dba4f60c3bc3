package org.adei.cache.source.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.OptionalLong;
import org.adei.cache.model.Nanos;

/** Reads the time of a row, and says which keys of the time column lie in an interval. Stateless or thread-safe. */
interface TimeCodec {
    /** First and last nanosecond that a row may have. */
    long LEAST = Nanos.of(Instant.parse("1680-01-01T00:00:00Z"));

    long GREATEST = Nanos.of(Instant.parse("2259-12-31T23:59:59.999999999Z"));

    /**
     * Reads the time in nanoseconds since 1970; greater keys never give smaller times.
     *
     * @throws DateTimeException if the column holds no time that can be used, with the reason
     */
    long read(ResultSet row, int index) throws SQLException;

    /**
     * Reads the time out of a cell of MariaDB's binary log.
     *
     * @param cell a whole number; microseconds since 1970 where the column holds dates
     * @return empty if it cannot be told from the cell
     */
    default OptionalLong logged(Number cell) {
        return OptionalLong.empty();
    }

    /** A key of the column that no row at or after the time is below; as near as the column's type allows. */
    Object lower(long nanos);

    /** A key of the column that no row at or before the time is above. */
    Object upper(long nanos);

    /** The same number, if it is a time in range. */
    static long inRange(long nanos) {
        if (nanos < LEAST || nanos > GREATEST) {
            throw outOfRange(Nanos.toInstant(nanos));
        }
        return nanos;
    }

    static DateTimeException outOfRange(Object found) {
        return new DateTimeException(found + " is out of range: expected a time in the years 1680 to 2259");
    }

    static DateTimeException missing() {
        return new DateTimeException("there is no time: expected one in every row");
    }
}
