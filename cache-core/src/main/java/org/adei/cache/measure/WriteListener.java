package org.adei.cache.measure;

import org.adei.cache.failure.CacheException;
import org.adei.cache.model.GroupId;
import org.adei.cache.store.Claim;
import org.adei.cache.work.LaneName;

/** Hears of what is written. Called by several threads at once; must be quick. */
public interface WriteListener {
    /** Somebody begins to write a slice. */
    default void began(LaneName lane, Claim slice) {}

    /** A transaction of a slice is committed, be it only to keep it while its source is waited for. */
    default void advanced(Claim slice) {}

    /** Somebody has ended to write a slice. */
    default void ended(LaneName lane, Claim slice) {}

    /** Rows are in the cache for good. */
    default void committed(LaneName lane, Commit commit) {}

    /** The archive has rested for so many nanoseconds, since transactions of the newest rows were slow. */
    default void rested(long nanos) {}

    /** A failover lost closed windows and raw rows that this process had written; they are cached again. */
    default void lost(long windows, long rows) {}

    /** Rows could not be written. */
    default void failed(LaneName lane, GroupId group, CacheException failure) {}

    /**
     * What a transaction wrote of one group.
     *
     * @param group the group
     * @param position everything before it is cached, or in the archive everything of the slice
     * @param rows raw rows
     * @param bytes size of the rows and closed windows as plain numbers, before they are encoded
     * @param nanos time that the transaction took, that of other groups in it included
     */
    record Commit(GroupId group, long position, int rows, long bytes, long nanos) {}
}
