package org.adei.cache.packed;

/**
 * Sums of decimals: sum and rest together lie on the grid of the decimals but for the errors of the decimals
 * themselves, so the sum is a whole number of steps less the rest, give or take some units in its last place, which are
 * written too. Recycled; owned by one thread.
 */
final class SumWriter {
    private static final int SAMPLES = 16;
    private static final int MOST_OFF = 64;
    private static final double GREATEST = 1L << 52;

    private long[] steps = new long[64];
    private long[] off = new long[64];

    /** Writes {@code n} sums if they lie on such a grid; else writes nothing and gives false. */
    boolean write(ByteOutput out, ChannelWindows in, int n) {
        int digits = digits(in.sum(), in.rest(), n);
        if (digits < 0) {
            return false;
        }
        if (steps.length < n) {
            steps = new long[n];
            off = new long[n];
        }
        double power = Decimals.power(digits);
        for (int i = 0; i < n; i++) {
            double sum = in.sum()[i];
            double rest = in.rest()[i];
            steps[i] = (long) Math.rint((sum + rest) * power);
            off[i] = off(sum, steps[i], power, rest);
            if (Math.abs(off[i]) > MOST_OFF) {
                return false;
            }
        }
        out.u8(WindowWriter.DECIMALS);
        out.u8(digits);
        WholeNumbers.write(out, steps, n);
        WholeNumbers.write(out, off, n);
        return true;
    }

    private static int digits(double[] sum, double[] rest, int n) {
        int step = Math.max(1, n / SAMPLES);
        for (int digits = 0; digits <= Decimals.MOST_DIGITS; digits++) {
            double power = Decimals.power(digits);
            boolean fits = true;
            for (int i = 0; i < n && fits; i += step) {
                double steps = Math.rint((sum[i] + rest[i]) * power);
                if (!(Math.abs(steps) < GREATEST)) {
                    return -1;
                }
                fits = Math.abs(off(sum[i], (long) steps, power, rest[i])) <= MOST_OFF;
            }
            if (fits) {
                return digits;
            }
        }
        return -1;
    }

    private static long off(double sum, long steps, double power, double rest) {
        return Binaries.number(sum, 0) - Binaries.number(sum(steps, power, rest), 0);
    }

    static double sum(long steps, double power, double rest) {
        return steps / power - rest;
    }
}
