package org.adei.cache.benchmarks.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.adei.cache.model.Interval;
import org.adei.cache.queue.NewItem;
import org.adei.cache.queue.WorkQueue;
import org.adei.cache.work.LaneName;

/** Keeps the queue filled while items are taken out of it. One thread. */
final class Producer implements Runnable {
    static final int FILL = 20_000;

    private static final int CHUNK = 5_000;
    private static final int GROUPS = 200;
    private static final long LOOK_MILLIS = 20;

    private final WorkQueue queue;
    private final AtomicLong completed;
    private final AtomicLong added;
    private final BooleanSupplier ends;

    Producer(WorkQueue queue, AtomicLong completed, AtomicLong added, BooleanSupplier ends) {
        this.queue = queue;
        this.completed = completed;
        this.added = added;
        this.ends = ends;
    }

    @Override
    public void run() {
        try {
            while (!ends.getAsBoolean()) {
                if (!fill()) {
                    TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Adds a chunk if there is room; false if there was enough. */
    boolean fill() {
        if (added.get() - completed.get() > FILL - CHUNK) {
            return false;
        }
        List<NewItem> items = new ArrayList<>(CHUNK);
        for (int i = 0; i < CHUNK; i++) {
            long number = added.get() + i;
            items.add(new NewItem(LaneName.ARCHIVE, number % GROUPS, new Interval(number, number + 1), 50));
        }
        added.addAndGet(queue.enqueue(items).added());
        return true;
    }
}
