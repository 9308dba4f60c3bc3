package org.adei.cache.store;

import java.time.Duration;
import java.util.List;
import org.adei.cache.log.Event;
import org.adei.cache.log.EventQuery;
import org.adei.cache.log.Severity;

/** Texts of events. They are written and erased with the rows of their group. Thread-safe. */
public interface EventStore {
    /** Events of a group in order of time; those of one time in the order of their rows. */
    List<Event> find(CachedGroup group, EventQuery query);

    /**
     * Deletes texts that are older than that by the cache's clock; what they were counted in stays.
     *
     * @param most most texts to delete
     * @return how many were deleted; less than {@code most} once no more are left
     */
    int expire(Severity severity, Duration age, int most);
}
