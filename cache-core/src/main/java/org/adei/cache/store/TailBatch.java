package org.adei.cache.store;

import org.jspecify.annotations.Nullable;

/**
 * What one transaction writes of a group's newest rows.
 *
 * @param claim the right to do so
 * @param revision what the cache must hold of the tail: that of the claim, and one more for each batch written since
 * @param batch rows, windows and position; the position may be that of the batch before
 * @param rewriteFrom raw rows from this time on, and windows that end behind it, are erased first; {@link
 *     Long#MAX_VALUE} if none are
 * @param base the new base, null if it has not moved
 * @param rows rows cached between the start of the claim and the position, those of the batch among them
 * @param logged position in the source's log up to which everything is cached with this batch, null to leave it as it is
 */
public record TailBatch(
        TailClaim claim,
        long revision,
        Batch batch,
        long rewriteFrom,
        TailStore.@Nullable Base base,
        long rows,
        @Nullable String logged) {
    public boolean rewrites() {
        return rewriteFrom != Long.MAX_VALUE;
    }
}
