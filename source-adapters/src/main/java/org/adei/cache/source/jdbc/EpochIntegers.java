package org.adei.cache.source.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;

/** Whole seconds, milliseconds, microseconds or nanoseconds since 1970. */
record EpochIntegers(TimeType type) implements TimeCodec {
    @Override
    public long read(ResultSet row, int index) throws SQLException {
        long count = row.getLong(index);
        if (count == 0 && row.wasNull()) {
            throw TimeCodec.missing();
        }
        return nanos(count, type);
    }

    @Override
    public OptionalLong logged(Number cell) {
        return OptionalLong.of(nanos(cell.longValue(), type));
    }

    static long nanos(long count, TimeType type) {
        long unit = type.unit();
        if (count < LEAST / unit || count > GREATEST / unit) {
            throw TimeCodec.outOfRange(count + " as " + type);
        }
        return count * unit;
    }

    @Override
    public Object lower(long nanos) {
        return Math.floorDiv(nanos, type.unit());
    }

    @Override
    public Object upper(long nanos) {
        return Math.floorDiv(nanos, type.unit());
    }
}
