package org.adei.cache.source.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;

/** Dates with times of day, as the clock of a zone shows them. */
record LocalTimes(LocalClock clock) implements TimeCodec {
    @Override
    public long read(ResultSet row, int index) throws SQLException {
        LocalDateTime shown = row.getObject(index, LocalDateTime.class);
        if (shown == null) {
            throw TimeCodec.missing();
        }
        return clock.nanos(shown);
    }

    @Override
    public Object lower(long nanos) {
        return clock.lower(nanos);
    }

    @Override
    public Object upper(long nanos) {
        return clock.upper(nanos);
    }
}
