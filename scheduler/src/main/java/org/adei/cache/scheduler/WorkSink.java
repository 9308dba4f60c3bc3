package org.adei.cache.scheduler;

import java.util.List;
import java.util.Map;
import org.adei.cache.model.Interval;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.LeaderLease;

/** Where planned work goes: the queue. Used by the leader's thread; failures are those of the cache. */
public interface WorkSink {
    /** Intervals of all items of a lane, by group: those that wait, are at work, or are set aside after a failure. */
    Map<Long, List<Interval>> items(LaneName lane);

    /**
     * Adds items; one that is there already stays as it is.
     *
     * @return false if the lead is lost; nothing is added then
     */
    boolean add(LeaderLease lease, LaneName lane, List<PlannedItem> items);
}
