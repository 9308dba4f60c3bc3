package org.adei.cache.source.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;

/** Fractional seconds (or finer units) since 1970 as binary floating point. */
record EpochDoubles(TimeType type) implements TimeCodec {
    /** Keys of a bound are off by the rounding of two divisions and of the key itself. */
    private static final int SLACK_ULPS = 4;

    @Override
    public long read(ResultSet row, int index) throws SQLException {
        double count = row.getDouble(index);
        if (count == 0 && row.wasNull()) {
            throw TimeCodec.missing();
        }
        return DecimalTime.nanos(count, type);
    }

    @Override
    public Object lower(long nanos) {
        double key = nanos / (double) type.unit();
        return key - SLACK_ULPS * Math.ulp(key);
    }

    @Override
    public Object upper(long nanos) {
        double key = (nanos + 1.0) / type.unit();
        return key + SLACK_ULPS * Math.ulp(key);
    }
}
