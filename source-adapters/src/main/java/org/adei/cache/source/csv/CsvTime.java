package org.adei.cache.source.csv;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import org.adei.cache.model.Nanos;
import org.adei.cache.source.rule.LocalTimes;
import org.adei.cache.source.rule.NoSuchTimeException;
import org.adei.cache.source.rule.ZoneName;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of a row stands: one column, or several that are joined by blanks.
 *
 * @param columns names of the columns, in the order of the pattern
 * @param pattern reads dates and times of day; null for numbers
 * @param unit nanoseconds in one, where the time is a number since 1970 UTC; 0 for dates
 * @param zone zone of dates without an offset; of two equal local times the earlier is meant, one that clocks never
 *     showed is none
 */
record CsvTime(List<String> columns, @Nullable DateTimeFormatter pattern, long unit, ZoneId zone) {
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendOffsetId()
            .optionalEnd()
            .toFormatter(Locale.ROOT);

    @JsonCreator
    static CsvTime of(
            @JsonProperty("column") @Nullable String column,
            @JsonProperty("columns") @Nullable List<String> columns,
            @JsonProperty("pattern") @Nullable String pattern,
            @JsonProperty("type") @Nullable String type,
            @JsonProperty("zone") @Nullable String zone) {
        if ((column == null) == (columns == null || columns.isEmpty())) {
            throw new IllegalArgumentException("time names its place by column or by columns: expected one of the two");
        }
        List<String> names = column == null ? List.copyOf(columns) : List.of(column);
        long unit = unit(type == null ? "datetime" : type);
        if (unit > 0 && (pattern != null || zone != null)) {
            throw new IllegalArgumentException(
                    "time of type " + type + " counts from 1970 UTC: leave pattern and zone out, or use type datetime");
        }
        return new CsvTime(
                names, unit > 0 ? null : pattern == null ? ISO : formatter(pattern), unit, ZoneName.zone(zone));
    }

    private static long unit(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "epoch-seconds" -> Nanos.PER_SECOND;
            case "epoch-millis" -> 1_000_000;
            case "epoch-micros" -> 1_000;
            case "epoch-nanos" -> 1;
            case "datetime", "timestamp" -> 0;
            default ->
                throw new IllegalArgumentException("time has the unknown type \"" + type
                        + "\": expected datetime, epoch-seconds, epoch-millis, epoch-micros or epoch-nanos");
        };
    }

    private static DateTimeFormatter formatter(String pattern) {
        try {
            return new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern)
                    .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
                    .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
                    .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
                    .toFormatter(Locale.ENGLISH);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "pattern \"" + pattern + "\" cannot be used: " + e.getMessage()
                            + "; expected one such as \"yyyy-MM-dd HH:mm:ss\"",
                    e);
        }
    }

    /**
     * Nanoseconds since 1970.
     *
     * @param text the field, or the fields joined by blanks
     * @throws IllegalArgumentException if it is no time, or out of range
     */
    long parse(String text) {
        try {
            return pattern == null ? number(text) : date(text, pattern);
        } catch (NoSuchTimeException e) {
            throw new IllegalArgumentException("time " + e.getMessage(), e);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("time \"" + text + "\" cannot be read", e);
        }
    }

    private long number(String text) {
        BigDecimal nanos = new BigDecimal(text).multiply(BigDecimal.valueOf(unit));
        long whole = nanos.setScale(0, java.math.RoundingMode.FLOOR).longValueExact();
        return Nanos.of(Nanos.toInstant(whole));
    }

    private long date(String text, DateTimeFormatter formatter) {
        TemporalAccessor parsed = formatter.parse(text);
        if (parsed.query(TemporalQueries.offset()) != null) {
            return Nanos.of(Instant.from(parsed));
        }
        return Nanos.of(LocalTimes.instant(LocalDateTime.from(parsed), zone));
    }
}
