package org.adei.cache.tail;

import java.util.concurrent.TimeUnit;

/** How long to wait after failures in a row: twice as long each time. Pure. */
final class Backing {
    private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(5);
    private static final int MOST_DOUBLINGS = 10;

    private Backing() {}

    /** Nanoseconds to wait after so many failures, from 1 on. */
    static long off(int failures) {
        return Math.min(LONGEST, FIRST << Math.min(failures - 1, MOST_DOUBLINGS));
    }
}
