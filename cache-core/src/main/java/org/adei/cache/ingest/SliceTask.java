package org.adei.cache.ingest;

import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.Claim;

/**
 * One slice to cache.
 *
 * @param source where the rows are
 * @param group the group as the source has it now
 * @param claim the right to write it, and where to go on
 */
public record SliceTask(Source source, SourceGroup group, Claim claim) {
    /** For each channel of the source its position in the cache. */
    int[] targets() {
        return group.channels().stream()
                .mapToInt(name -> claim.group().position(name))
                .toArray();
    }
}
