package org.adei.cache.worker;

import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Nanos;
import org.adei.cache.settings.TimeText;
import org.jspecify.annotations.Nullable;

/** Reads what is given for {@code --group}, {@code --from} and {@code --to}. */
final class GroupOption {
    private GroupOption() {}

    static GroupId group(String text) {
        try {
            return GroupId.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("--group: " + e.getMessage(), e);
        }
    }

    static Interval interval(@Nullable String from, @Nullable String to) {
        long start = from == null ? Long.MIN_VALUE : time("--from", from);
        long end = to == null ? Long.MAX_VALUE : time("--to", to);
        if (start >= end) {
            throw new ConfigurationException(
                    "--from " + from + " is not before --to " + to + ": expected an interval with its start first");
        }
        return new Interval(start, end);
    }

    private static long time(String option, String text) {
        try {
            return Nanos.of(TimeText.instant(text));
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw new ConfigurationException(option + ": " + e.getMessage(), e);
        }
    }
}
