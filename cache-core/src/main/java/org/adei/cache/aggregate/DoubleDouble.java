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

    /** {@code (sum + rest) / count} to within one unit in the last place. */
    public static double mean(double sum, double rest, long count) {
        double quotient = (sum + rest) / count;
        double remainder = Math.fma(-quotient, count, sum) + rest;
        return quotient + remainder / count;
    }
}
