package org.adei.cache.store;

import org.adei.cache.model.GroupId;
import org.adei.cache.model.StorageLayout;

/**
 * Gives groups another layout while they are cached and read. What comes is written in both layouts from the start on,
 * what was there is copied in portions, each in one transaction with the note of what is left; then readers go over to
 * the new layout, and the old one is removed. A process that dies in the middle loses the open portion. Thread-safe.
 */
public interface Conversions {
    /**
     * Begins a conversion, or goes on with one to the same layout. Whoever caches the group at this moment loses the
     * lease and claims it anew.
     *
     * @throws org.adei.cache.failure.SkipException if the group keeps no raw rows, which the windows are made from
     *     anew, if it is on its way to another layout, or if the layout does not take its channels
     */
    void begin(GroupId group, StorageLayout layout);

    /** Does the next portion of a conversion that was begun; nothing if there is none. */
    Progress advance(GroupId group);

    /**
     * How far a conversion is.
     *
     * @param rows rows copied by this portion
     * @param left nanoseconds of cached time that are not copied yet
     * @param finished whether nothing is left to do
     */
    record Progress(long rows, long left, boolean finished) {}
}
