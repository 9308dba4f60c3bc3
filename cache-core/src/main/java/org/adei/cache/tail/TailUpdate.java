package org.adei.cache.tail;

import java.util.List;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.source.RowBlock;

/**
 * What a change of the tail means for the cache.
 *
 * @param rows raw rows to write, in canonical order
 * @param closed windows to write, one block per level, finest first
 * @param rewriteFrom {@link #APPEND} if nothing written before changes; else a time from which all raw rows, and all
 *     windows that end behind it, are replaced by {@code rows} and {@code closed}
 */
public record TailUpdate(RowBlock rows, List<WindowBlock> closed, long rewriteFrom) {
    /** Nothing written before changes. */
    public static final long APPEND = Long.MAX_VALUE;

    /** Whether there is nothing to write. */
    public boolean isEmpty() {
        return rewriteFrom == APPEND && rows.size() == 0;
    }
}
