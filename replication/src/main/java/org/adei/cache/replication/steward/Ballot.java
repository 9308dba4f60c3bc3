package org.adei.cache.replication.steward;

/**
 * What a steward asks votes for.
 *
 * @param term greater than any that it has heard of
 * @param epoch the reign that it stands for, 0 before the first
 * @param primary {@code server_id} of its master
 */
public record Ballot(long term, long epoch, long primary) {}
