package org.adei.cache.query;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.jspecify.annotations.Nullable;

/**
 * Rows that one thread reads ahead of another, so that the one who waits for them can give up although the source does
 * not answer. Two blocks go back and forth; closing it ends the reading at the next block.
 */
final class RowFeed implements AutoCloseable {
    private static final int BLOCKS = 2;

    private final BlockingQueue<RowBlock> empty = new ArrayBlockingQueue<>(BLOCKS + 1);
    private final BlockingQueue<Step> filled = new ArrayBlockingQueue<>(BLOCKS + 1);
    private volatile boolean over;

    /** Makes a feed of blocks that the supplier makes. */
    RowFeed(Supplier<RowBlock> blocks) {
        for (int i = 0; i < BLOCKS; i++) {
            empty.add(blocks.get());
        }
    }

    /**
     * What came next.
     *
     * @param rows to be given back; null after a failure
     * @param more whether there may be more rows
     * @param failure why reading ended early, null if it did not
     */
    record Step(
            @Nullable RowBlock rows, boolean more, @Nullable RuntimeException failure) {}

    /** Reads until the rows end or the feed is closed. On the reading thread; whatever fails is told to the other. */
    void read(Supplier<RowCursor> opener) {
        try (RowCursor cursor = opener.get()) {
            boolean more = true;
            while (more && !over) {
                RowBlock rows = empty.take();
                if (!over) {
                    rows.clear();
                    more = cursor.fill(rows);
                    filled.put(new Step(rows, more, null));
                }
            }
        } catch (RuntimeException e) {
            filled.add(new Step(null, false, e));
        } catch (InterruptedException e) {
            // only an engine that is closed interrupts, and then nobody waits any more
            Thread.currentThread().interrupt();
        }
    }

    /** What came next; null if nothing did before {@code deadline} on the clock of {@link System#nanoTime}. */
    @Nullable
    Step next(long deadline) throws InterruptedException {
        long left = deadline - System.nanoTime();
        return left <= 0 ? null : filled.poll(left, TimeUnit.NANOSECONDS);
    }

    /** Takes a block back to be filled again. */
    void giveBack(RowBlock rows) {
        empty.add(rows);
    }

    @Override
    public void close() {
        over = true;
        // wakes the one who waits for a block to fill
        empty.offer(new RowBlock(0, 1));
    }
}
