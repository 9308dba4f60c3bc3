package org.adei.cache.tail;

import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;

/** Hears of what is followed. Called by several threads at once; must be quick. */
public interface LaneListener {
    /** A listener that ignores everything. */
    LaneListener NONE = new LaneListener() {};

    /**
     * It is clear who follows a group: this process, another, or nobody at present since there are no rows or it fails.
     * Told whenever that may have changed.
     */
    default void settled(GroupId group) {}

    /** The thread that follows a source has come round: it is not stuck. Told at least ten times a second. */
    default void cameRound(String source) {}

    /** The source has rows that are not cached yet; the newest is of this time, in nanoseconds since 1970. */
    default void seen(GroupId group, long last) {}

    /** Somebody begins to take a group's tail over and to catch up with its source. */
    default void taking(GroupId group) {}

    /** That has ended, well or not. */
    default void taken(GroupId group) {}

    /** The tail of a group was let go or lost; what its source has is another's business now. */
    default void left(GroupId group) {}

    /** Rows are committed; everything before the position is cached. */
    default void committed(GroupId group, long position, int rows) {}

    /** A group cannot be followed at present; told once until it {@link #recovered}. */
    default void failed(GroupId group, String message) {}

    /** A group could not be followed once more; told each time. */
    default void failing(GroupId group) {}

    /** A group that had failed is followed again. */
    default void recovered(GroupId group) {}

    /** A source cannot be asked at present; told once until {@link #sourceRecovered}. */
    default void sourceFailed(String source, String message) {}

    /** A source answers again. */
    default void sourceRecovered(String source) {}

    /** A source tells of its changes by itself from now on. */
    default void pushed(String source) {}

    /** What a source told while nobody followed groups of it was told again, from the position saved with their rows. */
    default void resumed(String source, int groups) {}

    /**
     * A source is asked for its changes from now on.
     *
     * @param reason why it does not tell them
     */
    default void polled(String source, String reason) {}

    /** Rows that are cached for good were changed in the source: they lie before the overlap and are not put right here. */
    default void late(GroupId group, Interval changed) {}
}
