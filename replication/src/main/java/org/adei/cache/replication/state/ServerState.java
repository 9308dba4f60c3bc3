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
 * @param receipts whether commits wait for receipts
 */
public record ServerState(
        boolean readOnly,
        GtidSet logged,
        Optional<ReplicaState> replica,
        Optional<LeaseRow> lease,
        Vote vote,
        Receipts receipts) {
    /** The state of a server where nothing waits for receipts. */
    public ServerState(
            boolean readOnly, GtidSet logged, Optional<ReplicaState> replica, Optional<LeaseRow> lease, Vote vote) {
        this(readOnly, logged, replica, lease, vote, Receipts.NONE);
    }

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
