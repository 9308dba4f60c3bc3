package org.adei.cache.worker.serve;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** When a lane last got anywhere, and whether it has anything to do. Thread-safe. */
final class Activity {
    /** Those who pass work over look again within a second. */
    private static final long EXCUSED = TimeUnit.SECONDS.toNanos(3);

    private final LongSupplier clock;
    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicLong progressAt;
    private volatile boolean waiting;
    private volatile long excusedUntil;

    /**
     * Makes a lane that has nothing to do.
     *
     * @param clock nanoseconds of a clock that only goes on
     */
    Activity(LongSupplier clock) {
        this.clock = clock;
        this.progressAt = new AtomicLong(clock.getAsLong());
        this.excusedUntil = clock.getAsLong();
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

    /** Says that what waits has to wait: it was looked at, and nothing of it may be begun now. */
    void passedOver() {
        excusedUntil = clock.getAsLong() + EXCUSED;
    }

    Watchdog.Look look() {
        boolean left = waiting && clock.getAsLong() - excusedUntil >= 0;
        return new Watchdog.Look(left || atWork.get() > 0, progressAt.get());
    }
}
