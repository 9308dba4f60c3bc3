package org.adei.cache.tail;

import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CachedGroup;

/**
 * A group to follow.
 *
 * @param group as its source has it now
 * @param cached as the cache knows it
 */
public record Followed(SourceGroup group, CachedGroup cached) {
    /** Whether one who follows this group can go on: at most the way to find it has changed. */
    boolean isSame(Followed now) {
        return group.channels().equals(now.group.channels())
                && group.limits().equals(now.group.limits())
                && cached.equals(now.cached);
    }
}
