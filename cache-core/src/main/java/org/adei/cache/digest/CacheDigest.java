package org.adei.cache.digest;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.adei.cache.model.GroupId;

/**
 * Digest of what is cached of a group.
 *
 * @param group the group
 * @param levels SHA-256 per level, in hex, by window length in seconds; raw rows, where they are kept, are 0
 * @param value SHA-256 over the levels
 */
public record CacheDigest(GroupId group, SortedMap<Integer, String> levels, String value) {
    public CacheDigest {
        levels = Collections.unmodifiableSortedMap(new TreeMap<>(levels));
    }

    static CacheDigest of(GroupId group, SortedMap<Integer, String> levels) {
        Hasher all = new Hasher();
        levels.forEach((seconds, digest) -> {
            all.add(seconds);
            all.add(digest);
        });
        return new CacheDigest(group, levels, all.hex());
    }
}
