package org.adei.cache.store;

import java.util.List;
import java.util.Optional;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Ladder;
import org.adei.cache.source.SourceGroup;

/** The groups that the cache knows. Thread-safe. */
public interface Catalogue {
    /**
     * Makes a group known, or brings it up to date: tables are made, new channels get the next positions, lost ones
     * stay. Idempotent, and safe against another process that does the same.
     *
     * @throws org.adei.cache.failure.SkipException if it was cached with another ladder, or cannot be stored
     */
    Registration register(SourceGroup group, Ladder ladder, boolean raw);

    /** All known groups by name. */
    List<CachedGroup> groups();

    Optional<CachedGroup> find(GroupId id);

    /** Records the last failure of a group for the status, or clears it with an empty text. */
    void failure(GroupId id, String message);

    /** The last failure of each group that has one. */
    java.util.Map<GroupId, String> failures();

    /**
     * What registering did.
     *
     * @param group the group now
     * @param added channels that are new since the group was first known
     * @param lost channels that the source no longer has; missing in rows from now on
     */
    record Registration(CachedGroup group, List<String> added, List<String> lost) {
        public Registration {
            added = List.copyOf(added);
            lost = List.copyOf(lost);
        }
    }
}
