package org.adei.cache.store;

import org.jspecify.annotations.Nullable;

/**
 * The right to cache one slice of a group: a lease with a fencing token.
 *
 * @param group the group
 * @param from start of the span in the coverage; with the group its key
 * @param position where to go on; {@code from} if nothing is cached yet
 * @param goal end of the slice
 * @param token proves the lease in each transaction; never given twice
 * @param openState windows open at {@code position} as {@code OpenWindowsCodec} writes them, null if there are none
 */
public record Claim(CachedGroup group, long from, long position, long goal, long token, byte @Nullable [] openState) {}
