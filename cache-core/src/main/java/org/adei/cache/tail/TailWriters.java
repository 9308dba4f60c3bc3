package org.adei.cache.tail;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.store.TailBatch;
import org.adei.cache.store.TailClaim;
import org.adei.cache.store.TailStore;
import org.jspecify.annotations.Nullable;

/**
 * A few threads that commit what is queued, at once and without a delay: the first that is free takes all of it, so that
 * one slow commit does not hold up the rows that come after it. Thread-safe; a claim must have one batch here at most.
 */
final class TailWriters implements AutoCloseable {
    private static final int MOST_BATCHES = 200;
    private static final int MOST_WRITERS = 16;
    private static final long IDLE_MILLIS = 500;
    private static final long PATIENCE_SECONDS = 5;

    private final TailStore store;
    private final int mostRows;
    private final IntSupplier writers;
    private final BlockingQueue<Work> queue = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    /**
     * Starts the threads.
     *
     * @param writers how many may write now; at least one does
     * @param mostRows rows in a transaction, about
     */
    TailWriters(TailStore store, IntSupplier writers, int mostRows) {
        this.store = store;
        this.mostRows = mostRows;
        this.writers = writers;
        for (int i = 1; i <= MOST_WRITERS; i++) {
            int number = i;
            Thread thread = new Thread(() -> run(number), "adei-tail-write-" + i);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    /** Hears what became of a batch; called by a writing thread. */
    @FunctionalInterface
    interface Outcome {
        void of(@Nullable CacheException failure);
    }

    private record Work(TailBatch batch, Outcome outcome) {}

    /** Queues a batch; bounded, since each followed group has one at most. */
    void submit(TailBatch batch, Outcome outcome) {
        queue.add(new Work(batch, outcome));
    }

    private void run(int number) {
        try {
            while (!closed || !queue.isEmpty()) {
                if (!closed && number > Math.max(1, writers.getAsInt())) {
                    Thread.sleep(IDLE_MILLIS);
                    continue;
                }
                Work first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    write(first);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Work first) {
        List<Work> works = new ArrayList<>(List.of(first));
        int rows = rows(first);
        while (works.size() < MOST_BATCHES && rows < mostRows) {
            Work next = queue.poll();
            if (next == null) {
                break;
            }
            works.add(next);
            rows += rows(next);
        }
        Map<TailClaim, CacheException> failures = attempt(works);
        works.forEach(work -> work.outcome().of(failures.get(work.batch().claim())));
    }

    private Map<TailClaim, CacheException> attempt(List<Work> works) {
        List<TailBatch> batches = works.stream().map(Work::batch).toList();
        try {
            return store.write(batches);
        } catch (RuntimeException e) {
            CacheException failure = e instanceof CacheException known
                    ? known
                    : new RetryException("cannot write the newest rows: " + e + ", a fault of this program", e);
            Map<TailClaim, CacheException> all = new java.util.HashMap<>();
            batches.forEach(batch -> all.put(batch.claim(), failure));
            return all;
        }
    }

    private static int rows(Work work) {
        return work.batch().batch().rows().size();
    }

    /** Writes what is queued and ends the threads. */
    @Override
    public void close() {
        closed = true;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        }
    }
}
