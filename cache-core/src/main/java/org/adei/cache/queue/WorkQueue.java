package org.adei.cache.queue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adei.cache.model.Interval;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.LeaderLease;

/**
 * Work for any number of workers on any number of machines. An item is in the queue once: it waits, it is handed out to
 * one worker under a lease, or it is set aside. A lease lies on the database's clock and ends by itself; whoever lost it
 * cannot change the item any more. Every time is the database's, so that no worker's clock matters. Thread-safe.
 *
 * <p>Failures are {@link org.adei.cache.failure.CacheException}s. Where the answer to a commit was lost, all was done or
 * nothing: items that were handed out meanwhile come back when their lease ends, and a repeated {@link #settle} names
 * those that had left as lost.
 */
public interface WorkQueue {
    /** Puts items in, in this order; takes as many as there is room for. */
    Enqueued enqueue(List<NewItem> items);

    /** As {@link #enqueue(List)}, by the leader alone: empty if the lead is lost, and nothing is put in then. */
    Optional<Enqueued> enqueue(LeaderLease lead, List<NewItem> items);

    /** Intervals of all items of a lane by group, also of those at work and set aside. */
    Map<Long, List<Interval>> items(LaneName lane);

    /** Hands items out, none if there are none now. */
    default List<LeasedItem> claim(Demand demand) {
        return settle(List.of(), demand).next();
    }

    /** Stores what became of items and hands out the next, both or neither. */
    Settlement settle(List<? extends Outcome> outcomes, Demand next);

    /** Prolongs leases and gives those that are lost; a lost one stays so. */
    List<LeasedItem> renew(List<LeasedItem> leases);

    /**
     * Puts items back whose lease ran out or whose wait is over; somebody has to ask for it about each second.
     *
     * @param most most items in this call, 1 to 1,000
     */
    Swept sweep(int most);

    /** How much there is to do, one entry per lane. */
    List<LaneDepth> depths();

    /** Items set aside, the latest first. */
    List<QuarantinedItem> quarantined(int most);

    /**
     * The same of one group.
     *
     * @param group its number in the catalogue
     */
    List<QuarantinedItem> quarantined(long group, int most);

    /**
     * Puts items that were set aside back to their place with a clean record.
     *
     * @param keys of the items
     * @return how many there were
     */
    int retry(List<Long> keys);
}
