package org.adei.cache.work;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which group is compared with its source next, and how far each is: shared by all processes on a cache, on the
 * database's clock. Thread-safe.
 */
public interface Scrubs {
    /**
     * Takes the turn of the group that has waited longest.
     *
     * @param groups numbers of groups that may have it
     * @param period a group that was compared as a whole waits as long until it begins anew
     * @return empty if all are taken or wait
     */
    Optional<Turn> take(Collection<Long> groups, Duration period);

    /**
     * Ends a turn; does nothing if it was lost to another process.
     *
     * @param reached everything before it was compared, null at the end of the group
     * @param healed windows of the coarsest level that differed and are cached anew
     */
    void end(Turn turn, @Nullable Long reached, long healed);

    /** What is known of groups that had a turn, by number. One round trip. */
    Map<Long, Scrubbed> all();

    /**
     * The right to compare the next piece of a group, for ten minutes.
     *
     * @param group its number
     * @param reached everything before it was compared in this round, null at its start
     * @param token never given twice for a group
     */
    record Turn(long group, @Nullable Long reached, long token) {}

    /**
     * How far a group is.
     *
     * @param reached everything before it was compared in this round, null between two rounds
     * @param age since it was last compared as a whole, null if it never was
     * @param healed windows of the coarsest level that ever differed and were cached anew
     */
    record Scrubbed(@Nullable Long reached, @Nullable Duration age, long healed) {}
}
