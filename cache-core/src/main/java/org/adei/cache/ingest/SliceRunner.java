package org.adei.cache.ingest;

import com.lmax.disruptor.BatchEventProcessor;
import com.lmax.disruptor.BatchEventProcessorBuilder;
import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.adei.cache.aggregate.Aggregator;
import org.adei.cache.aggregate.OpenWindows;
import org.adei.cache.aggregate.OpenWindowsCodec;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.Interval;
import org.adei.cache.settings.Batching;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.store.BatchWriter;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Claim;

/**
 * Caches one slice: the calling thread reads and aggregates, a second one writes, a ring of a few transactions lies
 * between them. Thread-safe; each call has its own ring, cursor and writer.
 */
public final class SliceRunner {
    private final CacheStore store;
    private final Supplier<Batching> batching;
    private final Executor writers;

    /**
     * Makes a runner.
     *
     * @param batching asked at the start of each slice
     * @param writers runs the writing sides; must have a thread for each slice that runs at once
     */
    public SliceRunner(CacheStore store, Supplier<Batching> batching, Executor writers) {
        this.store = store;
        this.batching = batching;
        this.writers = writers;
    }

    /**
     * Caches the rest of a claimed slice.
     *
     * @param stop asked after each batch; true ends the slice early with all that was read committed
     * @return rows committed
     * @throws CacheException if the source or the cache failed; what was committed before stays
     */
    public long run(SliceTask task, SliceProgress progress, BooleanSupplier stop) {
        try (BatchWriter writer = store.writer(task.claim())) {
            return run(task, writer, progress, stop);
        }
    }

    /**
     * Reads and aggregates a slice and lets somebody else write it, or do with it what they like.
     *
     * @param writer stays open
     * @param stop asked after each batch; true ends the slice early
     * @return rows of all batches that were taken
     * @throws CacheException if the source or the writer failed
     */
    public long run(SliceTask task, BatchWriter writer, SliceProgress progress, BooleanSupplier stop) {
        RingBuffer<BatchSlot> ring = ring(task);
        Semaphore room = new Semaphore(ring.getBufferSize());
        SliceWriter side = new SliceWriter(writer, progress, room);
        BatchEventProcessor<BatchSlot> processor =
                new BatchEventProcessorBuilder().setMaxBatchSize(1).build(ring, ring.newBarrier(), side);
        ring.addGatingSequences(processor.getSequence());
        CompletableFuture<Void> writing = CompletableFuture.runAsync(processor, writers);
        try {
            read(task, new Ring(ring, room), side, stop);
            return side.outcome().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        } finally {
            processor.halt();
            writing.join();
        }
    }

    private RingBuffer<BatchSlot> ring(SliceTask task) {
        CachedGroup group = task.claim().group();
        int channels = group.channels().size();
        Batching limits = batching.get();
        int rows = limits.rowsFor(channels, group.storage().isSmall());
        int[] targets = task.targets();
        return RingBuffer.createSingleProducer(
                () -> new BatchSlot(new RowBlock(channels, rows, targets), group.ladder()),
                limits.ring(),
                new BlockingWaitStrategy());
    }

    private void read(SliceTask task, Ring ring, SliceWriter side, BooleanSupplier stop) {
        Claim claim = task.claim();
        Interval rest = new Interval(claim.position(), claim.goal());
        RejectedRows rejected = new RejectedRows();
        try (RowCursor cursor = task.source().open(task.group(), rest, rejected)) {
            SliceReader reader = new SliceReader(claim, cursor, new Aggregator(state(claim)));
            while (!reader.ended() && !side.outcome().isDone()) {
                boolean last = stop.getAsBoolean();
                ring.publish(slot -> {
                    slot.empty = last;
                    if (!last) {
                        reader.fill(slot);
                        rejected.moveTo(slot);
                    }
                    slot.last = last || reader.ended();
                });
                if (last) {
                    return;
                }
            }
        }
    }

    private static OpenWindows state(Claim claim) {
        CachedGroup group = claim.group();
        int channels = group.channels().size();
        byte[] saved = claim.openState();
        return saved == null
                ? new OpenWindows(group.ladder(), channels)
                : OpenWindowsCodec.decode(group.ladder(), channels, saved);
    }

    /** The ring as the reading thread sees it. A full ring makes its own wait a busy one, so room is waited for here. */
    private record Ring(RingBuffer<BatchSlot> slots, Semaphore room) {
        /** Publishes a slot; one that could not be filled goes out empty, since a taken sequence must be published. */
        void publish(Consumer<BatchSlot> filler) {
            room.acquireUninterruptibly();
            long sequence = slots.next();
            BatchSlot slot = slots.get(sequence);
            slot.clear();
            boolean filled = false;
            try {
                filler.accept(slot);
                filled = true;
            } finally {
                slot.empty |= !filled;
                slots.publish(sequence);
            }
        }
    }
}
