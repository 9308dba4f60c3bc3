package org.adei.cache.ingest;

import com.lmax.disruptor.EventHandler;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.adei.cache.store.BatchWriter;

/**
 * The writing side of a slice: one transaction per slot. After a failure it takes slots and drops them, so that the
 * reading thread never waits for it. Runs on the writing thread; the outcome may be read by any.
 */
final class SliceWriter implements EventHandler<BatchSlot> {
    private final BatchWriter writer;
    private final SliceProgress progress;
    private final Semaphore room;
    private final CompletableFuture<Long> outcome = new CompletableFuture<>();
    private long rows;

    /** Makes a writing side that gives a permit to {@code room} for each slot that may be filled again. */
    SliceWriter(BatchWriter writer, SliceProgress progress, Semaphore room) {
        this.writer = writer;
        this.progress = progress;
        this.room = room;
    }

    @Override
    public void onEvent(BatchSlot slot, long sequence, boolean endOfBatch) {
        try {
            write(slot);
        } finally {
            room.release();
        }
    }

    private void write(BatchSlot slot) {
        if (outcome.isDone()) {
            return;
        }
        try {
            if (!slot.empty) {
                writer.write(slot.batch());
                rows += slot.rows.size();
                progress.committed(slot.position, slot.rows.size(), slot.rejectedRows);
            }
            if (slot.last) {
                outcome.complete(rows);
            }
        } catch (Throwable e) {
            outcome.completeExceptionally(e);
        }
    }

    /** Rows committed once the last slot is written; the failure as soon as there is one. */
    CompletableFuture<Long> outcome() {
        return outcome;
    }
}
