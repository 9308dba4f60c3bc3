package org.adei.cache.queue;

/**
 * An item that this worker may do, until its lease ends on the database's clock.
 *
 * @param item the work
 * @param attempts times that it was handed out, this one included, without those that were given back unused
 * @param failures times that it failed by its own fault
 * @param token proves the lease; never given twice
 */
public record LeasedItem(WorkItem item, int attempts, int failures, long token) {
    public LeasedItem {
        if (attempts < 1 || failures < 0 || token < 1) {
            throw new IllegalArgumentException("lease of item " + item.key() + " with " + attempts + " attempts, "
                    + failures + " failures, token " + token + ": expected attempts and token above zero");
        }
    }
}
