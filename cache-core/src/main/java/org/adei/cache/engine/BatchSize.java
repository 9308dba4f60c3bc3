package org.adei.cache.engine;

/**
 * How many items a worker takes at once: one at first, more as long as a batch takes less than a second, so that small
 * slices cost few questions and large ones are left to others. Used by one thread.
 */
final class BatchSize {
    static final int MOST = 16;

    private static final long AIM_NANOS = 1_000_000_000L;

    private int size = 1;

    int size() {
        return size;
    }

    /** Hears how long a batch took. */
    void took(long nanos, int items) {
        if (nanos < AIM_NANOS / 2 && items >= size) {
            size = Math.min(MOST, size * 2);
        } else if (nanos > AIM_NANOS) {
            size = Math.max(1, size / 2);
        }
    }
}
