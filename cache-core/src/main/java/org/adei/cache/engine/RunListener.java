package org.adei.cache.engine;

import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.work.LaneName;

/** Follows a run. Called by several threads at once; a slow listener slows the run. */
public interface RunListener {
    /** A listener that ignores everything. */
    RunListener NONE = new RunListener() {};

    /** Something an operator should know: columns left out, channels added or lost, rows without a time. */
    default void note(String message) {}

    /**
     * A group starts.
     *
     * @param missing time that is to be cached, from the first missing slice to the end of the source's rows
     */
    default void started(GroupId group, Interval missing) {}

    /**
     * A batch of a group is committed.
     *
     * @param fraction part of the missing time that is cached now, 0 to 1
     * @param rows rows committed in this run
     */
    default void progressed(GroupId group, double fraction, long rows) {}

    /** A fault that passes: a group is tried again. */
    default void retried(LaneName lane, GroupId group) {}

    /** The thread that follows a source has come round: it is not stuck. Told at least ten times a second. */
    default void cameRound(LaneName lane, String source) {}

    /** A lane found nothing to take but what it has to leave alone: stopped, halted, of a source that is down or busy. */
    default void passedOver(LaneName lane) {}

    /** A source has rows that are not cached yet; the newest is of this time, in nanoseconds since 1970. */
    default void seen(LaneName lane, GroupId group, long last) {}

    /** Somebody begins to take a group's tail over and to catch up with its source. */
    default void taking(LaneName lane, GroupId group) {}

    /** That has ended, well or not. */
    default void taken(LaneName lane, GroupId group) {}

    /** The tail of a group was let go or lost. */
    default void left(GroupId group) {}

    /** The newest rows are committed; everything before the position is cached. */
    default void followed(LaneName lane, GroupId group, long position) {}

    /** A group that this process should follow cannot be at present; told at each attempt. */
    default void failing(LaneName lane, GroupId group) {}

    /** A group that was failing is followed again. */
    default void recovered(GroupId group) {}

    /** A source cannot be asked at present; told once until {@link #sourceRecovered}. */
    default void sourceFailed(String source, String message) {}

    /** A source answers again. */
    default void sourceRecovered(String source) {}

    /** Windows of the coarsest level differed from a group's source, whose rows were changed, and are cached anew. */
    default void healed(GroupId group, int windows) {}

    /** A group ends, done or failed. */
    default void finished(GroupResult result) {}
}
