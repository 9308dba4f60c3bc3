package org.adei.cache.tail;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The thread of a source as others see it: they hand it tasks. Thread-safe. */
final class Home {
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final LongSupplier clock;
    private volatile boolean stopping;

    /**
     * Makes an inbox.
     *
     * @param clock nanoseconds that never go back
     */
    Home(LongSupplier clock) {
        this.clock = clock;
    }

    long now() {
        return clock.getAsLong();
    }

    void execute(Runnable task) {
        inbox.add(task);
    }

    boolean stopping() {
        return stopping;
    }

    /** Asks the thread to end. */
    void stop() {
        stopping = true;
        execute(() -> {});
    }

    /** Runs tasks that are there, on the calling thread; waits for the first until the time. */
    void runTasks(long until) throws InterruptedException {
        Runnable task = inbox.poll(Math.max(0, until - now()), TimeUnit.NANOSECONDS);
        while (task != null) {
            task.run();
            task = inbox.poll();
        }
    }
}
