package org.adei.cache.replication.steward;

import java.time.Duration;

/**
 * How long things may take.
 *
 * @param lease how long a master may write without being heard of
 * @param margin by how much clocks may run apart within a lease
 * @param patience how long servers that may hold more are waited for when there is no master
 */
public record Terms(Duration lease, Duration margin, Duration patience) {
    private static final int MARGIN_PART = 10;
    private static final int PATIENCE_LEASES = 5;

    public Terms {
        if (lease.isNegative() || lease.isZero() || margin.compareTo(lease) >= 0 || patience.isNegative()) {
            throw new IllegalArgumentException("lease " + lease + ", margin " + margin + ", patience " + patience
                    + ": expected a lease above 0, a margin below it, and a patience of 0 or more");
        }
    }

    /** A tenth of the lease as margin, five leases of patience. */
    public static Terms of(Duration lease) {
        return new Terms(lease, lease.dividedBy(MARGIN_PART), lease.multipliedBy(PATIENCE_LEASES));
    }
}
