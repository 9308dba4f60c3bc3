package org.adei.cache.worker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets a command end in order when the process is asked to (SIGTERM, SIGINT): the request is passed on, and the JVM
 * waits a bounded time for the command to give back what it holds.
 */
final class Shutdown {
    private static final long PATIENCE_SECONDS = 10;

    private Shutdown() {}

    /**
     * Does the work.
     *
     * @param stop asks the work to end soon; called by another thread
     */
    static <T> T guard(Runnable stop, Supplier<T> work) {
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(() -> stopAndAwait(stop, ended), "adei-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.get();
        } finally {
            ended.countDown();
            remove(hook);
        }
    }

    /**
     * Does work that ends only when it is asked to: if it ends in order after that, so does the process, with the exit
     * code of the work in place of the signal's.
     *
     * @param stop asks the work to end soon; called by another thread
     */
    static int serve(Runnable stop, Work work) {
        AtomicInteger exit = new AtomicInteger(AdeiCache.FAILED);
        CountDownLatch ended = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    stopAndAwait(stop, ended);
                    if (ended.getCount() == 0) {
                        Runtime.getRuntime().halt(exit.get());
                    }
                },
                "adei-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            exit.set(work.run());
            return exit.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return AdeiCache.FAILED;
        } finally {
            ended.countDown();
            remove(hook);
        }
    }

    /** Work that gives an exit code. */
    interface Work {
        int run() throws InterruptedException;
    }

    private static void stopAndAwait(Runnable stop, CountDownLatch ended) {
        stop.run();
        try {
            ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the JVM is ending already, and waited for nothing but this work
        }
    }
}
