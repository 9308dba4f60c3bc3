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
 * @param reason why the source was not read, and what to do about it; empty if there is nothing to say
 */
public record Part(
        Interval interval, Origin origin, @Nullable Level level, boolean open, String reason) {
    static Part windows(Interval interval, Level level) {
        return new Part(interval, Origin.CACHE, level, false, "");
    }

    static Part openWindow(Interval interval, Level level) {
        return new Part(interval, Origin.CACHE, level, true, "");
    }

    static Part rows(Interval interval) {
        return new Part(interval, Origin.CACHE, null, false, "");
    }

    static Part without(Interval interval, Origin origin) {
        return new Part(interval, origin, null, false, "");
    }

    static Part without(Interval interval, Origin origin, String reason) {
        return new Part(interval, origin, null, false, reason);
    }

    /** The same of another interval. */
    Part within(Interval other) {
        return new Part(other, origin, level, open, reason);
    }

    /** The same of another interval, from the source. */
    Part fromSource(Interval other) {
        return new Part(other, Origin.SOURCE, level, open, reason);
    }

    /** Whether the source may be read for it. */
    boolean isOffered() {
        return origin == Origin.NOT_CACHED && reason.isEmpty();
    }

    /** Length of its windows; empty for raw rows and where nothing served it. */
    public Optional<Level> windowLevel() {
        return Optional.ofNullable(level);
    }

    /** What a human reads of where it came from. */
    public String originText() {
        return reason.isEmpty() ? origin.text() : origin.text() + ": " + reason;
    }

    /** {@code 60s}, {@code 60s open}, {@code raw}, or {@code none}. */
    public String levelText() {
        if (!origin.answers()) {
            return "none";
        }
        return level == null ? "raw" : level + (open ? " open" : "");
    }
}
