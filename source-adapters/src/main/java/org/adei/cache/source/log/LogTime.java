package org.adei.cache.source.log;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.adei.cache.model.Nanos;
import org.adei.cache.source.rule.LocalTimes;
import org.adei.cache.source.rule.ZoneName;
import org.jspecify.annotations.Nullable;

/**
 * How the time of an event is written.
 *
 * @param pattern as {@link DateTimeFormatter} has them, with English names; it holds a date
 * @param zone of times without an offset; of two equal local times the earlier is meant, one that clocks never showed is none
 */
record LogTime(String pattern, DateTimeFormatter format, ZoneId zone) {
    @JsonCreator
    static LogTime of(@JsonProperty("pattern") @Nullable String pattern, @JsonProperty("zone") @Nullable String zone) {
        if (pattern == null) {
            throw new IllegalArgumentException(
                    "pattern of time is missing: expected for example \"yyyy-MM-dd HH:mm:ss,SSS\"");
        }
        try {
            return new LogTime(pattern, DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH), ZoneName.zone(zone));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("time pattern \"" + pattern + "\": " + e.getMessage(), e);
        }
    }

    /**
     * Nanoseconds since 1970.
     *
     * @throws DateTimeException if the text is no such time
     */
    long parse(String text) {
        TemporalAccessor parsed = format.parseBest(text.strip(), OffsetDateTime::from, LocalDateTime::from);
        Instant instant = parsed instanceof OffsetDateTime exact
                ? exact.toInstant()
                : LocalTimes.instant(LocalDateTime.from(parsed), zone);
        try {
            return Nanos.of(instant);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new DateTimeException(instant + " is outside of the years 1677 to 2262", e);
        }
    }
}
