package org.adei.cache.work;

import java.util.Optional;

/**
 * Who leads the processes of one cache: one at a time, any number standing by. The lead lies in the database, on its
 * clock. Whoever lost it may not know yet, so each write of a leader proves its token in its own transaction.
 * Thread-safe; failures are {@link org.adei.cache.failure.CacheException}s, and after one of them the lead is as it was
 * or, where an answer was lost, already taken or renewed.
 */
public interface Leadership {
    /**
     * Takes the lead if nobody has it: it was given back, it ran out, or the process of its owner is gone.
     *
     * @return empty if somebody leads
     */
    Optional<LeaderLease> acquire();

    /** Prolongs the lead; false if it is lost, and then it stays so for this token. */
    boolean renew(LeaderLease lease);

    /** Gives the lead back; does nothing if it is lost. */
    void release(LeaderLease lease);

    /** Who leads now, as the status names it; empty if nobody does. */
    Optional<String> leader();
}
