package org.adei.cache.query;

import java.util.Optional;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.jspecify.annotations.Nullable;

/**
 * A part of an answer.
 *
 * @param interval the time that it answers for
 * @param origin where it came from
 * @param level length of the windows that served it, null for raw rows and where nothing did
 * @param open whether it is the window at the tail that is still filling
 */
public record Part(
        Interval interval, Origin origin, @Nullable Level level, boolean open) {
    static Part windows(Interval interval, Level level) {
        return new Part(interval, Origin.CACHE, level, false);
    }

    static Part openWindow(Interval interval, Level level) {
        return new Part(interval, Origin.CACHE, level, true);
    }

    static Part rows(Interval interval) {
        return new Part(interval, Origin.CACHE, null, false);
    }

    static Part without(Interval interval, Origin origin) {
        return new Part(interval, origin, null, false);
    }

    /** Length of its windows; empty for raw rows and where nothing served it. */
    public Optional<Level> windowLevel() {
        return Optional.ofNullable(level);
    }

    /** {@code 60s}, {@code 60s open}, {@code raw}, or {@code none}. */
    public String levelText() {
        if (origin != Origin.CACHE) {
            return "none";
        }
        return level == null ? "raw" : level + (open ? " open" : "");
    }
}
