package org.adei.cache.source.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/**
 * Dates and times as SQLite stores them, as text: {@code 2024-05-01}, {@code 2024-05-01 12:30:00.5} or with a
 * {@code T}; with a {@code Z} behind they are UTC whatever the zone. SQLite orders them as text, so all rows of a table
 * must be written in one way.
 *
 * @param separator what stands between date and time in this table; 0 if it has no rows to tell
 */
record SqliteTexts(LocalClock clock, char separator) implements TimeCodec {
    private static final LocalClock UTC = new LocalClock(ZoneOffset.UTC);
    private static final int DATE_LENGTH = 10;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd");
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final char AFTER_DIGITS = '~';

    /** The codec that reads a table whose first row holds that time. */
    static SqliteTexts like(LocalClock clock, String first) {
        return new SqliteTexts(clock, first.length() > DATE_LENGTH ? first.charAt(DATE_LENGTH) : 0);
    }

    @Override
    public long read(ResultSet row, int index) throws SQLException {
        Object key = row.getObject(index);
        if (key == null) {
            throw TimeCodec.missing();
        }
        if (key instanceof String text) {
            return nanos(text.strip());
        }
        throw new DateTimeException(key + " is a number: expected text such as 2024-05-01 12:30:00"
                + "; if it counts from 1970 use type epoch-seconds");
    }

    private long nanos(String text) {
        try {
            if (text.length() == DATE_LENGTH) {
                return clock.nanos(LocalDate.parse(text).atStartOfDay());
            }
            if (separator != 0 && text.charAt(DATE_LENGTH) != separator) {
                throw new DateTimeException(
                        "\"" + text + "\" is written in another way than the table's first row: expected \"" + separator
                                + "\" between date and time in all rows, or their order is lost");
            }
            String iso = text.charAt(DATE_LENGTH) == ' ' ? text.replace(' ', 'T') : text;
            return iso.endsWith("Z")
                    ? UTC.nanos(OffsetDateTime.parse(iso).toLocalDateTime())
                    : clock.nanos(LocalDateTime.parse(iso));
        } catch (DateTimeParseException | IndexOutOfBoundsException e) {
            throw new DateTimeException("\"" + text + "\" is no time: expected text such as 2024-05-01 12:30:00", e);
        }
    }

    /** The earlier of what the zone and UTC show; a blank sorts before a T, a minute before its seconds. */
    @Override
    public Object lower(long nanos) {
        LocalDateTime local = clock.lower(nanos);
        LocalDateTime universal = UTC.lower(nanos);
        LocalDateTime shown = local.isBefore(universal) ? local : universal;
        String minute = MINUTE.format(shown);
        return DAY.format(shown) + (minute.equals("00:00") ? "" : (separator == 0 ? ' ' : separator) + minute);
    }

    @Override
    public Object upper(long nanos) {
        LocalDateTime local = clock.upper(nanos);
        LocalDateTime universal = UTC.upper(nanos);
        LocalDateTime shown = local.isAfter(universal) ? local : universal;
        return DAY.format(shown) + (separator == 0 ? 'T' : separator) + SECOND.format(shown) + AFTER_DIGITS;
    }
}
