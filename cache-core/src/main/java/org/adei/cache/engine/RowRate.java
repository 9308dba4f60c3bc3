package org.adei.cache.engine;

/**
 * The pace at which this process reads a source: what it has read is waited for afterwards, so that the average over any
 * longer time is within the limit. Thread-safe.
 */
final class RowRate {
    private final double all;
    private double share = 1;
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

    /** Says which part of all readers are of this process, above 0 up to 1. */
    synchronized void share(double part) {
        share = part;
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
