package org.adei.cache.queue;

import java.util.List;

/**
 * The answer to outcomes that were told.
 *
 * @param lost leases that are not good any more; if there are any, nothing was changed and nothing handed out
 * @param next items handed out, in the order in which they are to be done
 */
public record Settlement(List<LeasedItem> lost, List<LeasedItem> next) {
    public Settlement {
        lost = List.copyOf(lost);
        next = List.copyOf(next);
        if (!lost.isEmpty() && !next.isEmpty()) {
            throw new IllegalArgumentException(lost.size() + " leases lost and " + next.size()
                    + " items handed out: expected one of them at most");
        }
    }

    /** Whether all was stored. */
    public boolean stored() {
        return lost.isEmpty();
    }
}
