package org.adei.cache.replication.state;

import java.util.Optional;

/**
 * What a server said of itself.
 *
 * @param readOnly whether it refuses writes of the cache's account
 * @param logged all that it has logged, {@code gtid_binlog_state}
 * @param replica how it replicates, empty if from nobody
 * @param lease the lease row that it holds
 * @param vote its vote
 */
public record ServerState(
        boolean readOnly, GtidSet logged, Optional<ReplicaState> replica, Optional<LeaseRow> lease, Vote vote) {
    /** All that it has: applied, or received and waiting. */
    public GtidSet held() {
        GtidSet received = replica.map(ReplicaState::received).orElse(GtidSet.NONE);
        return received.reaches(logged) && !received.isEmpty() ? received : logged;
    }

    /** The last reign whose writes it has applied. */
    public long epoch() {
        return lease.map(LeaseRow::epoch).orElse(0L);
    }
}
