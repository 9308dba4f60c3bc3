package org.adei.cache.scheduler;

import org.adei.cache.model.Interval;

/**
 * A slice of a group that is to be cached.
 *
 * @param group number of the group in the catalogue
 * @param interval half-open, not empty
 * @param priority 0 (first) to 100 (last)
 */
public record PlannedItem(long group, Interval interval, int priority) {
    public PlannedItem {
        if (interval.isEmpty() || priority < 0 || priority > 100) {
            throw new IllegalArgumentException("item " + interval + " of group " + group + " with priority " + priority
                    + ": expected some time, and a priority from 0 to 100");
        }
    }
}
