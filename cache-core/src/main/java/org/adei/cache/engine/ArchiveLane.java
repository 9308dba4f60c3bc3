package org.adei.cache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.LongFunction;
import org.adei.cache.failure.CacheException;
import org.adei.cache.queue.WorkQueue;
import org.adei.cache.work.LaneName;

/**
 * Caches what the queue hands out, on as many threads as there are to be at the moment, and sweeps the queue. Thread-safe;
 * owns its threads. Any number of processes may do so on one cache.
 */
final class ArchiveLane implements AutoCloseable {
    private static final int MOST_THREADS = 64;
    private static final int MOST_SWEPT = 1_000;
    private static final long LOOK_MILLIS = 200;
    private static final long SWEEP_NANOS = 1_000_000_000L;
    private static final long PATIENCE_MILLIS = 5_000;

    private final Parts parts;
    private final IntSupplier threads;
    private final List<Manned> workers = new ArrayList<>();
    private final Thread keeper = daemon(this::keep, "adei-archive");
    private volatile boolean closed;
    private volatile int wanted;

    /**
     * What the threads of a lane share.
     *
     * @param groups finds a group by its number in the cache, empty if no source has it
     * @param gate limits of sources
     * @param lane whose items it does
     */
    record Parts(
            GroupWork work,
            WorkQueue queue,
            LongFunction<Optional<SourceBook.Entry>> groups,
            SourceGate gate,
            GroupFaults faults,
            LaneName lane) {}

    /**
     * Makes a lane that is still until it is started.
     *
     * @param threads how many there are to be now, asked several times a second; never more than 64
     */
    ArchiveLane(Parts parts, IntSupplier threads) {
        this.parts = parts;
        this.threads = threads;
    }

    void start() {
        keeper.start();
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private boolean over() {
        return closed || parts.work().stop().requested();
    }

    private void keep() {
        long swept = System.nanoTime() - SWEEP_NANOS;
        try {
            while (!over()) {
                wanted = Math.min(MOST_THREADS, threads.getAsInt());
                man();
                parts.gate().tick();
                if (System.nanoTime() - swept >= SWEEP_NANOS) {
                    sweep();
                    swept = System.nanoTime();
                }
                parts.work().stop().await(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those whose number is too high end by themselves. */
    private void man() {
        for (int number = 0; number < wanted; number++) {
            if (number == workers.size()) {
                workers.add(begin(number));
            } else if (!workers.get(number).thread().isAlive()) {
                workers.set(number, begin(number));
            }
        }
    }

    private Manned begin(int number) {
        ArchiveWorker worker = new ArchiveWorker(parts, () -> over() || number >= wanted);
        Manned manned = new Manned(worker, daemon(worker, "adei-archive-" + number));
        manned.thread().start();
        return manned;
    }

    private record Manned(ArchiveWorker worker, Thread thread) {}

    private void sweep() {
        try {
            parts.queue().sweep(MOST_SWEPT);
        } catch (CacheException e) {
            // the workers name a queue that cannot be reached; the next sweep finds the same
        }
    }

    /**
     * Ends after the batches at work and gives everything back, also what a thread holds that waits for a source which
     * does not answer; returns within about 6 s.
     */
    @Override
    public void close() {
        closed = true;
        try {
            long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
            boolean abandoned = false;
            keeper.join(LOOK_MILLIS * 5);
            for (Manned each : workers) {
                each.thread().join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
                if (each.thread().isAlive()) {
                    each.worker().abandon();
                    abandoned = true;
                }
            }
            if (abandoned) {
                sweep(); // leases that ran out meanwhile cannot be given back
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
