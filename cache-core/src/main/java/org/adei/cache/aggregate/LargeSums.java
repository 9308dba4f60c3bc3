package org.adei.cache.aggregate;

/**
 * Sums beyond the range of a double. From the value on that would make a running sum infinite, both of its numbers are
 * those of the sum divided by 2^64; no number of values that can be counted makes such a sum infinite again. A window that
 * closes gives its mean instead of a sum, beside a mark in place of the rest.
 */
final class LargeSums {
    /** What values and sums are multiplied by; exact but for what is far below their last place. */
    static final double UNIT = 0x1p-64;

    private static final long MARK_BITS = 0x7ff8_0000_0000_a4eaL;

    /** In place of the rest where the number beside it is a mean. */
    static final double MARK = Double.longBitsToDouble(MARK_BITS);

    private LargeSums() {}

    static boolean isMarked(double rest) {
        return Double.doubleToRawLongBits(rest) == MARK_BITS;
    }

    /** Whether a sum and its rest are within the range of a double. */
    static boolean areFinite(double sum, double rest) {
        return Double.isFinite(sum) && Double.isFinite(rest);
    }

    /** The mean out of numbers in units; no mean lies beyond the extremes of its values, its rounding may. */
    static double mean(double sum, double rest, long count, double min, double max) {
        return Math.max(min, Math.min(max, DoubleDouble.mean(sum, rest, count) / UNIT));
    }
}
