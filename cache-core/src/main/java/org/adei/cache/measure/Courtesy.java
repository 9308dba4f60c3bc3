package org.adei.cache.measure;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Lets the archive rest between its transactions while those of the newest rows are slow: the rest doubles with each slow
 * one and shrinks by steps with each fast one. What other processes meet with is heard once a second, so it counts for
 * more; the longer rest of both holds. Where nothing new is written there is no rest. Thread-safe.
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

    /** The same for what is heard once a second, if the cache answers. */
    private static final long FORGOTTEN_OF_OTHERS = TimeUnit.SECONDS.toNanos(5);

    private final LongSupplier clock;
    private long rest;
    private long told;
    private long restForOthers;
    private long toldOfOthers;

    /**
     * Makes one that asks for no rest.
     *
     * @param clock nanoseconds of a clock that only goes on
     */
    Courtesy(LongSupplier clock) {
        this.clock = clock;
        this.told = clock.getAsLong() - FORGOTTEN;
        this.toldOfOthers = told;
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

    /** The rest after one more second in which others' transactions took that long on average. */
    static long nextForOthers(long rest, long nanos) {
        return nanos > SLOW ? Math.min(LONGEST, Math.max(nanos / 2, rest * 2)) : rest / 2;
    }

    /** Takes note of how long transactions of the newest rows take in the slowest other process. */
    synchronized void heard(long nanos) {
        restForOthers = nextForOthers(restForOthers, nanos);
        toldOfOthers = clock.getAsLong();
    }

    private synchronized long rest() {
        long now = clock.getAsLong();
        long own = now - told < FORGOTTEN ? rest : 0;
        long others = now - toldOfOthers < FORGOTTEN_OF_OTHERS ? restForOthers : 0;
        return Math.max(own, others);
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
