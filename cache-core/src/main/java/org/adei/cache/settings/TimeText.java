package org.adei.cache.settings;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and times as people write them. */
public final class TimeText {
    private static final Pattern LENGTH = Pattern.compile("(\\d{1,15})\\s*(ns|us|ms|s|m|min|h|d|w)?");

    private TimeText() {}

    /**
     * Reads {@code 250ms}, {@code 10s}, {@code 5m}, {@code 1h}, {@code 1d}, {@code 1w} or a whole number of seconds.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public static Duration duration(String text) {
        Matcher matcher = LENGTH.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is not a length of time: expected a number with ms, s, m, h, d or w, for example 10s or 1h");
        }
        long number = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2);
        return switch (unit == null ? "s" : unit) {
            case "ns" -> Duration.ofNanos(number);
            case "us" -> Duration.ofNanos(Math.multiplyExact(number, 1000L));
            case "ms" -> Duration.ofMillis(number);
            case "m", "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            case "w" -> Duration.ofDays(Math.multiplyExact(number, 7L));
            default -> Duration.ofSeconds(number);
        };
    }

    /**
     * Reads {@code 2014-05-01}, {@code 2014-05-01 12:30:00.5} (both UTC), or ISO 8601 with {@code Z} or an offset.
     *
     * @throws IllegalArgumentException if it is none of them
     */
    public static Instant instant(String text) {
        String trimmed = text.trim();
        try {
            if (trimmed.length() == 10) {
                return LocalDate.parse(trimmed).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            String iso = trimmed.replaceFirst("^([+-]?\\d{4,9}-\\d{2}-\\d{2}) ", "$1T");
            return iso.matches(".*(Z|[+-]\\d{2}(:?\\d{2})?)$") && iso.indexOf('T') > 0
                    ? OffsetDateTime.parse(iso).toInstant()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "\"" + text
                            + "\" is not a time: expected 2014-05-01, 2014-05-01T12:30:00 (UTC) or 2014-05-01T12:30:00+02:00",
                    e);
        }
    }
}
