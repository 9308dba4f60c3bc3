package org.adei.cache.measure;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Lets the archive rest between its transactions while those of the newest rows are slow: the rest doubles with each slow
 * one and shrinks by steps with each fast one. Where nothing new is written there is no rest. Thread-safe.
 */
final class Courtesy {
    /** A transaction of the newest rows that takes longer is slow. */
    static final long SLOW = TimeUnit.MILLISECONDS.toNanos(50);

    /** Longest rest: the archive never stands still. */
    static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(320);

    private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long STEP = TimeUnit.MILLISECONDS.toNanos(5);

    /** Time after which what the newest rows met with says nothing any more. */
    private static final long FORGOTTEN = TimeUnit.SECONDS.toNanos(2);

    private final LongSupplier clock;
    private long rest;
    private long told;

    /**
     * Makes one that asks for no rest.
     *
     * @param clock nanoseconds of a clock that only goes on
     */
    Courtesy(LongSupplier clock) {
        this.clock = clock;
        this.told = clock.getAsLong() - FORGOTTEN;
    }

    /** The rest after one more transaction of the newest rows. */
    static long next(long rest, long nanos) {
        return nanos > SLOW ? Math.min(LONGEST, Math.max(SHORTEST, rest * 2)) : Math.max(0, rest - STEP);
    }

    /** Takes note of a transaction of the newest rows. */
    synchronized void committed(long nanos) {
        rest = next(rest, nanos);
        told = clock.getAsLong();
    }

    private synchronized long rest() {
        return clock.getAsLong() - told < FORGOTTEN ? rest : 0;
    }

    /** Rests as long as is due now; gives the nanoseconds. */
    long giveWay() {
        long due = rest();
        if (due > 0) {
            LockSupport.parkNanos(due);
        }
        return due;
    }
}
