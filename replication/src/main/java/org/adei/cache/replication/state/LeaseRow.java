package org.adei.cache.replication.state;

import java.time.Duration;

/**
 * The row that lets a master write, as one server holds it; replicas hold what their master wrote last.
 *
 * @param epoch number of the reign
 * @param primary {@code server_id} of its master
 * @param left until it ends by the clock of the server asked, negative once it is over
 */
public record LeaseRow(long epoch, long primary, Duration left) {}
