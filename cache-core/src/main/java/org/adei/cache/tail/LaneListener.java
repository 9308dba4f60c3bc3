package org.adei.cache.tail;

import org.adei.cache.model.GroupId;

/** Hears of what is followed. Called by several threads at once; must be quick. */
public interface LaneListener {
    /** A listener that ignores everything. */
    LaneListener NONE = new LaneListener() {};

    /**
     * It is clear who follows a group: this process, another, or nobody at present since there are no rows or it fails.
     * Told whenever that may have changed.
     */
    default void settled(GroupId group) {}

    /** Rows are committed; everything before the position is cached. */
    default void committed(GroupId group, long position, int rows) {}

    /** A group cannot be followed at present; told once until it {@link #recovered}. */
    default void failed(GroupId group, String message) {}

    /** A group that had failed is followed again. */
    default void recovered(GroupId group) {}

    /** A source cannot be asked at present; told once until {@link #sourceRecovered}. */
    default void sourceFailed(String source, String message) {}

    /** A source answers again. */
    default void sourceRecovered(String source) {}
}
