package org.adei.cache.source.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** Dates with times of day, as the clock of a zone shows them. */
record LocalTimes(LocalClock clock) implements TimeCodec {
    private static final long MICROS = 1_000_000;

    @Override
    public long read(ResultSet row, int index) throws SQLException {
        LocalDateTime shown = row.getObject(index, LocalDateTime.class);
        if (shown == null) {
            throw TimeCodec.missing();
        }
        return clock.nanos(shown);
    }

    @Override
    public OptionalLong logged(Number cell) {
        long micros = cell.longValue();
        int nanos = (int) Math.floorMod(micros, MICROS) * 1_000;
        return OptionalLong.of(
                clock.nanos(LocalDateTime.ofEpochSecond(Math.floorDiv(micros, MICROS), nanos, ZoneOffset.UTC)));
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
