package org.adei.cache.store;

/**
 * The right to write a group's newest rows.
 *
 * @param claim lease and position, with the windows open there
 * @param base where to start again if rows before the position change; at or before the position
 */
public record TailClaim(Claim claim, TailStore.Base base) {
    public CachedGroup group() {
        return claim.group();
    }
}
