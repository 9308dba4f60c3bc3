package org.adei.cache.queue;

import org.adei.cache.model.Interval;
import org.adei.cache.work.LaneName;

/**
 * Work in the queue.
 *
 * @param key its place: the priority in the upper eight bits, the order of arrival in the others; never given twice
 * @param lane who does it
 * @param group number of the group in the catalogue
 * @param interval half-open
 * @param payload what else the worker has to know
 */
public record WorkItem(long key, LaneName lane, long group, Interval interval, String payload) {
    private static final int SEQUENCE_BITS = 56;

    /** The key of the item that arrives as number {@code sequence} with a priority. */
    public static long key(int priority, long sequence) {
        if (priority < 0 || priority > NewItem.LAST || sequence < 0 || sequence >>> SEQUENCE_BITS != 0) {
            throw new IllegalArgumentException("place " + sequence + " of priority " + priority
                    + ": expected a priority from 0 to " + NewItem.LAST + " and at most 56 bits");
        }
        return (long) priority << SEQUENCE_BITS | sequence;
    }

    /** 0 (first) to {@value NewItem#LAST}. */
    public int priority() {
        return (int) (key >>> SEQUENCE_BITS);
    }
}
