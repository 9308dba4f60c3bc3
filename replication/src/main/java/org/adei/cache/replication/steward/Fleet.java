package org.adei.cache.replication.steward;

import java.util.List;
import java.util.Set;
import org.adei.cache.replication.plan.Step;
import org.adei.cache.replication.state.ServerView;

/**
 * All servers of a cluster, as one steward reaches them. Every call asks all servers at once, is bounded in time, and
 * counts a server that does not answer as one that said no. Thread-safe.
 */
public interface Fleet {
    /** How each server is, in the order of the configuration. */
    List<ServerView> observe();

    /** Asks for votes; a server grants one to a greater term if its seat is free or this steward's already. */
    Set<String> vote(Ballot ballot);

    /**
     * Asks for votes for a new reign, its master first: nobody else hears of a reign that its own master does not vote for.
     * None then.
     */
    Set<String> claim(Ballot ballot);

    /** Prolongs the votes of a term; the servers where it still holds. Need not wait for more than a majority. */
    Set<String> hold(long term);

    /** Gives the votes of a term back, so that another steward need not wait for their end. */
    void release(long term);

    /**
     * Prolongs a lease that holds, as a committed write.
     *
     * @param until on this machine's monotonic clock in ns; however late the server gets to it, the lease ends there
     * @return false if the lease is lost or the server did not answer in time
     */
    boolean renew(String server, long epoch, long until);

    /**
     * Takes a step, unless the server has voted for a greater term meanwhile.
     *
     * @param until when a lease that is written ends, on this machine's monotonic clock in ns
     * @throws org.adei.cache.failure.CacheException if it failed or its outcome is not known
     */
    void act(Step step, Ballot mandate, long until);
}
