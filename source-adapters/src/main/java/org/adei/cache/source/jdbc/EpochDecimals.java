package org.adei.cache.source.jdbc;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Fractional seconds (or finer units) since 1970 as decimal numbers. */
record EpochDecimals(TimeType type) implements TimeCodec {
    @Override
    public long read(ResultSet row, int index) throws SQLException {
        BigDecimal count = row.getBigDecimal(index);
        if (count == null) {
            throw TimeCodec.missing();
        }
        return DecimalTime.nanos(count, type);
    }

    @Override
    public Object lower(long nanos) {
        return BigDecimal.valueOf(nanos, type.digits());
    }

    @Override
    public Object upper(long nanos) {
        return BigDecimal.valueOf(nanos, type.digits()).add(BigDecimal.valueOf(1, type.digits()));
    }
}
