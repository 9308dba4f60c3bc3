package org.adei.cache.aggregate;

/**
 * Sums of doubles as an unevaluated pair of doubles.
 *
 * <p>The two-sum is that of Knuth (TAOCP 4.2.2, theorem B); summing with a second accumulator for the errors is the
 * Sum2 of Ogita, Rump and Oishi (SIAM J. Sci. Comput. 26, 2005): as exact as if computed in twice the precision.
 */
public final class DoubleDouble {
    private DoubleDouble() {}

    /** The error of {@code sum = a + b}, exactly. */
    static double error(double a, double b, double sum) {
        double part = sum - a;
        return (a - (sum - part)) + (b - part);
    }

    /**
     * {@code (sum + rest) / count} to within one unit in the last place; of a sum beyond the range of a double the mean that
     * stands in its place.
     */
    public static double mean(double sum, double rest, long count) {
        double quotient = (sum + rest) / count;
        if (!Double.isFinite(quotient)) {
            return beyond(sum, rest, count);
        }
        double remainder = Math.fma(-quotient, count, sum) + rest;
        return quotient + remainder / count;
    }

    private static double beyond(double sum, double rest, long count) {
        if (LargeSums.isMarked(rest)) {
            return sum;
        }
        return LargeSums.areFinite(sum, rest)
                ? mean(sum * LargeSums.UNIT, rest * LargeSums.UNIT, count) / LargeSums.UNIT
                : Double.NaN;
    }
}
