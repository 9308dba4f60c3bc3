package org.adei.cache.store;

import org.jspecify.annotations.Nullable;

/**
 * The right to write a group's newest rows.
 *
 * @param claim lease and position, with the windows open there
 * @param base where to start again if rows before the position change; at or before the position
 * @param revision number of the last batch that the cache holds; a server that lost some holds an older one
 * @param logged position in the source's log up to which everything is cached, null or empty if it is not known
 */
public record TailClaim(
        Claim claim,
        TailStore.Base base,
        long revision,
        @Nullable String logged) {
    public CachedGroup group() {
        return claim.group();
    }
}
