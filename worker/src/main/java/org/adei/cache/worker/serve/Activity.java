package org.adei.cache.worker.serve;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** When a lane last got anywhere, and whether it has anything to do. Thread-safe. */
final class Activity {
    private final LongSupplier clock;
    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicLong progressAt;
    private volatile boolean waiting;

    /**
     * Makes a lane that has nothing to do.
     *
     * @param clock nanoseconds of a clock that only goes on
     */
    Activity(LongSupplier clock) {
        this.clock = clock;
        this.progressAt = new AtomicLong(clock.getAsLong());
    }

    /** Something was begun. */
    void began() {
        if (atWork.getAndIncrement() == 0) {
            progressed();
        }
    }

    /** Something has ended. */
    void ended() {
        atWork.decrementAndGet();
        progressed();
    }

    void progressed() {
        progressAt.set(clock.getAsLong());
    }

    /** Says whether there is work that nobody has begun here. */
    void waiting(boolean now) {
        if (now && !waiting && atWork.get() == 0) {
            progressed();
        }
        waiting = now;
    }

    Watchdog.Look look() {
        return new Watchdog.Look(waiting || atWork.get() > 0, progressAt.get());
    }
}
