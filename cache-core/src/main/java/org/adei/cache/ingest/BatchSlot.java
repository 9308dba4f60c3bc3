package org.adei.cache.ingest;

import java.util.ArrayList;
import java.util.List;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.model.Ladder;
import org.adei.cache.source.RowBlock;
import org.adei.cache.store.Batch;
import org.jspecify.annotations.Nullable;

/**
 * A recycled place in the ring: the content of one transaction. The ring hands it from thread to thread. The last slot
 * of a slice says so; where reading broke off it is empty.
 */
final class BatchSlot {
    final RowBlock rows;
    final List<WindowBlock> windows;
    final List<Batch.RejectedRow> rejected = new ArrayList<>();
    int rejectedRows;
    long position;
    byte @Nullable [] openState;
    boolean last;
    boolean empty;

    BatchSlot(RowBlock rows, Ladder ladder) {
        this.rows = rows;
        this.windows = ladder.levels().stream()
                .map(level -> new WindowBlock(level, rows.channels()))
                .toList();
    }

    void clear() {
        rows.clear();
        windows.forEach(WindowBlock::clear);
        rejected.clear();
        rejectedRows = 0;
        openState = null;
        last = false;
        empty = false;
    }

    Batch batch() {
        return new Batch(rows, windows, position, openState, List.copyOf(rejected));
    }
}
