package org.adei.cache.query;

import java.util.Optional;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;

/** Tells what the source of a group has now. Thread-safe. */
@FunctionalInterface
public interface SourceExtents {
    /** Tells nothing: what is not cached may or may not be in the source. */
    SourceExtents UNKNOWN = group -> Optional.of(Interval.ALL);

    /**
     * From the group's first row to behind its last one in the source.
     *
     * @return empty interval if there are no rows; empty if the source cannot be reached
     */
    Optional<Interval> extent(GroupId group);
}
