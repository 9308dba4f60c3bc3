package org.adei.cache.engine;

/**
 * The pace at which this process reads a source: what it has read is waited for afterwards, so that the average over any
 * longer time is within the limit. Thread-safe.
 */
final class RowRate {
    private static final int MOST_PORTION = 1 << 20;

    private final double all;
    private double share = 1;
    private int readers = 1;
    private long next;

    /**
     * Free at once.
     *
     * @param rowsPerSecond limit over all processes, above zero
     * @param now nanoseconds of the clock that later calls give
     */
    RowRate(double rowsPerSecond, long now) {
        this.all = rowsPerSecond;
        this.next = now;
    }

    /**
     * Says how many readers share the rate.
     *
     * @param mine readers of this process, from 1 on
     * @param all readers of all processes, no less
     */
    synchronized void share(int mine, int all) {
        share = mine / (double) all;
        readers = mine;
    }

    /** Rows that one reader may read at once: what it is due in a second, one at least. */
    synchronized int portion() {
        return (int) Math.max(1, Math.min(MOST_PORTION, all * share / readers));
    }

    /** Counts rows that were read. */
    synchronized void read(int rows, long now) {
        long start = next - now > 0 ? next : now;
        next = start + (long) (rows * 1e9 / (all * share));
    }

    /** Nanoseconds until more may be read, zero if at once. */
    synchronized long pause(long now) {
        return Math.max(0, next - now);
    }
}
