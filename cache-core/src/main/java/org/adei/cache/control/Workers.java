package org.adei.cache.control;

import java.time.Duration;
import java.util.List;

/**
 * The list of processes that work on a cache. Thread-safe; failures are {@link org.adei.cache.failure.CacheException}s.
 */
public interface Workers {
    /** Enters a worker. Where its name is taken by one that is there, it gets the next free of name-2, name-3, .. */
    WorkerTicket register(WorkerInfo worker);

    /**
     * Says that a worker is there.
     *
     * @return false if it was taken for dead: it has to register anew
     */
    boolean beat(WorkerTicket ticket, Beat beat);

    /** The greatest {@link Beat#tailCommit} of all others that have beaten within the last seconds; zero if none writes. */
    Duration slowestTail(WorkerTicket self);

    /** Takes a worker off the list that ends in good order. */
    void leave(WorkerTicket ticket);

    /** All that are there by name, and those that ended without saying so within the last ten minutes. */
    List<WorkerState> all();
}
