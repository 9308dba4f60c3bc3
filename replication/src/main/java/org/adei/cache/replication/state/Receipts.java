package org.adei.cache.replication.state;

/**
 * A server's part in semi-synchronous replication.
 *
 * @param awaited whether its commits wait until a replica has received them
 * @param given whether it tells its master what it has received, where it is a replica
 */
public record Receipts(boolean awaited, boolean given) {
    /** Of a server that takes no part. */
    public static final Receipts NONE = new Receipts(false, false);
}
