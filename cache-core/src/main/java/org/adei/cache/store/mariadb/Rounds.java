package org.adei.cache.store.mariadb;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the same again and again on a thread of its own until it is closed. A fault of this program is logged once and does
 * not end it. Thread-safe.
 */
final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final Round round;
    private final Runnable end;
    private final Duration afterFault;
    private final Thread thread;
    private boolean told;

    /** One time. */
    @FunctionalInterface
    interface Round {
        /** Gives how long to wait until the next. */
        Duration take();
    }

    /**
     * Begins at once.
     *
     * @param name of the thread
     * @param end called by the thread when it is over
     * @param afterFault how long to wait after a round that failed
     */
    Rounds(String name, Round round, Runnable end, Duration afterFault) {
        this.round = round;
        this.end = end;
        this.afterFault = afterFault;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                TimeUnit.NANOSECONDS.sleep(taken().toNanos());
            }
        } catch (InterruptedException e) {
            end.run();
        }
    }

    private Duration taken() {
        try {
            return round.take();
        } catch (RuntimeException e) {
            if (!told) {
                told = true;
                LOG.error("{}: a round failed by a fault of this program, which is told once; it goes on", thread, e);
            }
            return afterFault;
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
