package org.adei.cache.worker.text;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.adei.cache.model.Nanos;
import org.adei.cache.source.RowBlock;

/** Numbers and times as a human reads them. */
public final class Figures {
    private static final String[] BYTE_UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Figures() {}

    /** {@code 1,234,567}. */
    public static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** {@code 12.3 MiB}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < BYTE_UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, BYTE_UNITS[unit]);
    }

    /** {@code 2014-05-01 12:30:00.25}, UTC. */
    public static String time(long nanos) {
        Instant instant = Nanos.toInstant(nanos);
        String text = instant.toString();
        return text.substring(0, text.length() - 1).replace('T', ' ');
    }

    /** An end of what is cached; one that lies a nanosecond behind the last row is shown as the time of that row. */
    public static String watermark(long nanos) {
        return time(Math.floorMod(nanos, Nanos.PER_SECOND) == 1 ? nanos - 1 : nanos);
    }

    /** {@code 1:02:03} or {@code 2:03}. */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    /** {@code 0.4 s}, {@code 59.9 s}, {@code 2:03}, {@code 1:02:03} or {@code 3d 4:05:06}. */
    public static String span(Duration duration) {
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return String.format(Locale.ROOT, "%.1f s", Math.floor(duration.toMillis() / 100.0) / 10);
        }
        long days = duration.toDays();
        return days == 0 ? duration(duration) : days + "d " + duration(duration.minusDays(days));
    }

    /** Up to six digits; empty where there is no value. */
    public static String value(double value) {
        if (RowBlock.isNull(value)) {
            return "";
        }
        double size = Math.abs(value);
        if (size != 0 && (size >= 1e9 || size < 1e-4)) {
            return String.format(Locale.ROOT, "%.4E", value);
        }
        String text = String.format(Locale.ROOT, size >= 1e5 ? "%.1f" : "%.4f", value);
        return text.contains(".") ? text.replaceAll("\\.?0+$", "") : text;
    }

    /** {@code (a) of (b)} in percent. */
    public static String percent(double fraction) {
        return String.format(Locale.ROOT, "%.0f %%", Math.floor(fraction * 100));
    }
}
