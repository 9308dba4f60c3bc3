package org.adei.cache.source.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.adei.cache.model.Nanos;

/** Instants of PostgreSQL ({@code timestamptz}). */
record Instants() implements TimeCodec {
    private static final LocalClock UTC = new LocalClock(ZoneOffset.UTC);

    @Override
    public long read(ResultSet row, int index) throws SQLException {
        OffsetDateTime time = row.getObject(index, OffsetDateTime.class);
        if (time == null) {
            throw TimeCodec.missing();
        }
        if (time.equals(OffsetDateTime.MAX) || time.equals(OffsetDateTime.MIN)) {
            throw TimeCodec.outOfRange(time.equals(OffsetDateTime.MAX) ? "infinity" : "-infinity");
        }
        return UTC.nanos(time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
    }

    @Override
    public Object lower(long nanos) {
        return OffsetDateTime.ofInstant(Nanos.toInstant(nanos), ZoneOffset.UTC).truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public Object upper(long nanos) {
        return lower(nanos);
    }
}
