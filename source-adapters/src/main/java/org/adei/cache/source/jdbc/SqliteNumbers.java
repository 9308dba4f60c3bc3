package org.adei.cache.source.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;

/** Numbers since 1970 in SQLite, where every row has a type of its own. */
record SqliteNumbers(TimeType type) implements TimeCodec {
    @Override
    public long read(ResultSet row, int index) throws SQLException {
        Object key = row.getObject(index);
        if (key == null) {
            throw TimeCodec.missing();
        }
        if (key instanceof Double fraction) {
            return DecimalTime.nanos(fraction, type);
        }
        if (key instanceof Number whole) {
            return EpochIntegers.nanos(whole.longValue(), type);
        }
        throw new DateTimeException("\"" + key + "\" is no number: expected " + type);
    }

    @Override
    public Object lower(long nanos) {
        return type == TimeType.EPOCH_SECONDS
                ? new EpochDoubles(type).lower(nanos)
                : new EpochIntegers(type).lower(nanos);
    }

    @Override
    public Object upper(long nanos) {
        return type == TimeType.EPOCH_SECONDS
                ? new EpochDoubles(type).upper(nanos)
                : (Object) (Math.floorDiv(nanos, type.unit()) + 1);
    }
}
