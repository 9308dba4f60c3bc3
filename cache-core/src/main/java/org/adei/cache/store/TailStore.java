package org.adei.cache.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adei.cache.failure.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The cache as those see it who follow the newest rows of groups. Its connections are its own, so that it never waits
 * for work on the archive. Thread-safe; one claim is used by one thread at a time.
 */
public interface TailStore {
    /**
     * Takes the right to write a group's newest rows, whatever their time. Goes on where the coverage ends if that is
     * near; only then the rows before the edge may be left to others.
     *
     * @return empty if somebody else holds a good lease there
     */
    Optional<TailClaim> claim(CachedGroup group, Start start);

    /** Numbers of the groups whose tail somebody holds by a good lease. */
    Set<Long> held();

    /** Numbers of the groups of which somebody who holds the tail is told by the source's log. */
    Set<Long> pushed();

    /**
     * What is committed of a claim, after a write whose outcome is not known.
     *
     * @return empty if the lease is lost
     */
    Optional<TailClaim> resume(TailClaim claim);

    /**
     * Writes batches of different claims in one transaction; where one of them cannot be written, the others are still.
     *
     * @return claims that could not be written, each with the reason; a lease that is lost, or whose last batch the cache
     *     has lost with a server, is a {@link org.adei.cache.failure.LeaseLostException}. Of those nothing is written, or, where the answer to the commit was
     *     lost, all: {@link #resume} tells.
     */
    Map<TailClaim, CacheException> write(List<TailBatch> batches);

    /** Renews leases without writing; gives the claims whose lease is lost, or of which the cache has lost a batch. */
    List<TailClaim> renew(List<Renewal> renewals);

    /**
     * A lease to renew.
     *
     * @param revision of what was committed last under the claim
     * @param logged position in the source's log up to which everything is cached, empty where a source tells no more,
     *     null to leave it as it is, as while something is being written
     */
    record Renewal(TailClaim claim, long revision, @Nullable String logged) {}

    /** Gives the right back; what is committed stays, the base too. Does nothing if the lease is lost. */
    void release(TailClaim claim);

    /**
     * Where to follow a group from.
     *
     * @param edge where to start if the coverage ends before {@code near}: an edge of the coarsest level
     * @param near up to {@code edge}; if the coverage ends here or behind, it is continued
     * @param goal end of what is wanted, {@link Long#MAX_VALUE} if there is none
     */
    record Start(long edge, long near, long goal) {
        public Start {
            if (near > edge || edge > goal) {
                throw new IllegalArgumentException(
                        "start at " + edge + " of a tail: expected it between " + near + " and " + goal);
            }
        }
    }

    /**
     * The point from which the newest rows can be computed again.
     *
     * @param time rows before it are cached for good
     * @param rows rows cached between the start of the claim and {@code time}
     * @param state windows open at {@code time}, null if there are none
     */
    record Base(long time, long rows, byte @Nullable [] state) {}
}
