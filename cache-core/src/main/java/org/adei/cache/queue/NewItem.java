package org.adei.cache.queue;

import org.adei.cache.model.Interval;
import org.adei.cache.work.LaneName;

/**
 * Work to put into the queue. Items of a lane are handed out by priority, and within a priority in the order in which
 * they were put in.
 *
 * @param lane who does it
 * @param group number of the group in the catalogue
 * @param interval half-open, not empty; with lane and group it names the item
 * @param priority 0 (first) to {@value #LAST}
 * @param payload what else the worker has to know, at most {@value #MOST_PAYLOAD} characters
 */
public record NewItem(LaneName lane, long group, Interval interval, int priority, String payload) {
    /** The priority of what comes last. */
    public static final int LAST = 100;

    /** Longest payload. */
    public static final int MOST_PAYLOAD = 1_000;

    public NewItem {
        if (interval.isEmpty() || priority < 0 || priority > LAST || payload.length() > MOST_PAYLOAD) {
            throw new IllegalArgumentException("item " + interval + " of group " + group + " with priority " + priority
                    + " and a payload of " + payload.length() + " characters: expected some time, a priority from 0 to "
                    + LAST + " and at most " + MOST_PAYLOAD + " characters");
        }
    }

    /** An item that its name says all about. */
    public NewItem(LaneName lane, long group, Interval interval, int priority) {
        this(lane, group, interval, priority, "");
    }

    /** The name under which it is in the queue once. */
    public Name name() {
        return new Name(lane, group, interval);
    }

    /** What an item is told from others by. */
    public record Name(LaneName lane, long group, Interval interval) {}
}
