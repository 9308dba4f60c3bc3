package org.adei.cache.scheduler;

import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.settings.GroupOrder;
import org.adei.cache.store.Span;
import org.adei.cache.work.LaneName;

/**
 * All that planning looks at in one group.
 *
 * @param number of the group in the catalogue
 * @param extent what the source has
 * @param limits what the configuration wants
 * @param covered what is cached or being cached, in order of time
 * @param queued what is in the queue already
 * @param how lane, order and priority, coarsest level, and what is left to those who follow the newest rows
 */
record GroupPlan(long number, Interval extent, Interval limits, List<Span> covered, List<Interval> queued, How how) {
    /**
     * How a group is planned.
     *
     * @param lane whose work it is
     * @param order which end comes first, and before which other groups
     * @param coarsest the coarsest level of the group
     * @param windows fewest windows of that level in a slice
     * @param newest nanoseconds behind the last row that are left to a follower who has yet to come; negative if none
     *     is expected
     */
    record How(LaneName lane, GroupOrder order, Level coarsest, int windows, long newest) {}

    /** Whether somebody follows the newest rows. */
    boolean isFollowed() {
        return covered.stream().anyMatch(span -> span.leased() && span.goal() >= limits.to());
    }

    /** The part of the extent that is the archive's: up to the edge at which a follower will start. */
    Interval archive() {
        if (extent.isEmpty() || how.newest() < 0 || isFollowed()) {
            return extent;
        }
        long edge = how.coarsest().floor(Math.max(extent.from(), extent.to() - 1 - how.newest()));
        return new Interval(extent.from(), Math.min(extent.to(), Math.max(extent.from(), edge)));
    }
}
