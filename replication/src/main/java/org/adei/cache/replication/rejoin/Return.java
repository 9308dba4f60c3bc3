package org.adei.cache.replication.rejoin;

import org.adei.cache.replication.bootstrap.BinlogState;

/** How a server that was lost comes back. */
public sealed interface Return {
    /** It has nothing that the master has not: it follows from where it is. */
    record Follow() implements Return {}

    /**
     * It has transactions that the master has not; they are kept in an archive and undone.
     *
     * @param errant last of them by origin
     * @param keep the last transaction that it keeps
     */
    record Undo(BinlogState errant, String keep) implements Return {}

    /**
     * It is filled anew from another server.
     *
     * @param reason why, for the record
     */
    record Reseed(String reason) implements Return {}
}
