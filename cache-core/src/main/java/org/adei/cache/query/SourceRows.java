package org.adei.cache.query;

import java.util.Optional;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.SourceGroup;

/** The rows of groups where they come from. Thread-safe. */
public interface SourceRows extends SourceExtents {
    /**
     * A group as its source has it.
     *
     * @return empty if no source has it
     * @throws CacheException if its source cannot be reached
     */
    Optional<SourceGroup> group(GroupId group);

    /**
     * Opens a cursor over rows in order of time; those that cannot be used are left out. It may wait for a connection and
     * for the pace that the source allows.
     *
     * @param group as {@link #group} gave it
     * @throws CacheException if its source cannot be reached
     */
    RowCursor open(SourceGroup group, Interval interval);
}
