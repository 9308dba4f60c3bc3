package org.adei.cache.engine;

import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;

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

    /** A group ends, done or failed. */
    default void finished(GroupResult result) {}
}
