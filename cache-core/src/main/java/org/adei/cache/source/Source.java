package org.adei.cache.source;

import java.util.Optional;
import org.adei.cache.model.Interval;

/**
 * A server that is read and never written. Thread-safe: several groups may be read at once, within the connections
 * that its settings allow.
 *
 * <p>Failures are {@link org.adei.cache.failure.RetryException} (server gone, time out), {@link
 * org.adei.cache.failure.SkipException} (this group cannot be read) and {@link org.adei.cache.failure.HaltException}
 * (wrong password, no such database); messages name the source.
 */
public interface Source extends AutoCloseable {
    /** Name in the configuration; the first part of every group's name. */
    String name();

    /** Asks for the groups that match the configuration now, with their channels, and for what is wrong with them. */
    Discovery discover();

    /**
     * Asks for the time of the first and the last row, within the limits of the group.
     *
     * @return from the first row to one nanosecond behind the last; empty interval at 0 if there are no rows
     */
    Interval extent(SourceGroup group);

    /**
     * Opens a cursor over the rows of {@code interval}, in order of time (rows of equal time in any order).
     *
     * @param group as {@link #discover} gave it
     * @param interval half-open; an end of {@link Long#MAX_VALUE} means all that there is
     * @param rejections told of each row that cannot be used
     */
    RowCursor open(SourceGroup group, Interval interval, Rejections rejections);

    /** Opens a watch over the news of groups; the caller closes it before the source. */
    default Watch watch() {
        return new ExtentWatch(this);
    }

    /** What all processes together may ask of it for the archive. */
    default SourceLimits limits() {
        return SourceLimits.NONE;
    }

    /**
     * Lets the source tell of changes by itself, beside a watch; the caller closes the push before the source.
     *
     * @return empty if the source cannot, or must not by its settings
     */
    default Optional<Push> push(Push.Listener listener) {
        return Optional.empty();
    }

    /** Why it cannot tell of changes by itself and what to do about it; empty if nothing is known. May ask the server. */
    default Optional<String> pushHindrance() {
        return Optional.empty();
    }

    @Override
    void close();
}
