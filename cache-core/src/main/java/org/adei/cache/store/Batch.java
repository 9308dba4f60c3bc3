package org.adei.cache.store;

import java.util.List;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.source.RowBlock;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction writes.
 *
 * @param rows raw rows in canonical order (time, then content), complete for each time that occurs
 * @param windows closed windows, one block per level of the ladder, finest first
 * @param position everything before it is now cached
 * @param openState windows open at {@code position}, null if there are none
 * @param rejected rows that were left out since the last batch
 */
public record Batch(
        RowBlock rows,
        List<WindowBlock> windows,
        long position,
        byte @Nullable [] openState,
        List<RejectedRow> rejected) {

    /**
     * A row of the source that cannot be used.
     *
     * @param row where it is, the same at each reading
     * @param reason what is wrong with it
     */
    public record RejectedRow(String row, String reason) {}
}
