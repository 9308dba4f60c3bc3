package org.adei.cache.packed;

/**
 * Values that are whole numbers times a power of two: fixed-point measurements, and what adding doubles leaves over.
 * Stateless.
 */
final class Dyadics {
    /** Exponents within which a power of two and its inverse are normal doubles. */
    private static final int MOST_EXPONENT = 1000;

    private static final int SAMPLES = 32;

    private Dyadics() {}

    /** Writes the values if the numbers have at most so many bits; else writes nothing and gives false. */
    static boolean write(ByteOutput out, Values in, int mostBits) {
        int step = Math.max(1, in.size / SAMPLES);
        if (exponent(in, step, mostBits) > MOST_EXPONENT) {
            return false;
        }
        int exponent = exponent(in, 1, mostBits);
        if (exponent > MOST_EXPONENT) {
            return false;
        }
        double inverse = Math.scalb(1.0, -exponent);
        for (int i = 0; i < in.size; i++) {
            in.numbers[i] = (long) (in.values[in.from + i] * inverse);
        }
        out.zigzag(exponent);
        WholeNumbers.write(out, in.numbers, in.size);
        return true;
    }

    /** Exponent of the lowest bit of any value; more than the most there may be if they do not fit together. */
    private static int exponent(Values in, int step, int mostBits) {
        int lowest = MOST_EXPONENT;
        int highest = -MOST_EXPONENT;
        for (int i = in.from; i < in.from + in.size; i += step) {
            long bits = Double.doubleToRawLongBits(in.values[i]);
            if (bits == 0) {
                continue;
            }
            int exponent = (int) (bits >>> 52) & 0x7ff;
            if (exponent == 0 || exponent == 0x7ff) {
                return Integer.MAX_VALUE;
            }
            int low = exponent - 1075 + Math.min(52, Long.numberOfTrailingZeros(bits));
            lowest = Math.min(lowest, low);
            highest = Math.max(highest, exponent - 1023);
            if (highest - lowest >= mostBits || lowest < -MOST_EXPONENT) {
                return Integer.MAX_VALUE;
            }
        }
        return lowest;
    }

    static void read(ByteInput in, Target to) {
        long exponent = in.zigzag();
        if (exponent < -MOST_EXPONENT || exponent > MOST_EXPONENT) {
            throw new DamageException("powers of two with exponent " + exponent);
        }
        WholeNumbers.read(in, to.numbers, to.size, to.bits);
        double power = Math.scalb(1.0, (int) exponent);
        for (int i = 0; i < to.size; i++) {
            to.values[to.at + i] = to.numbers[i] * power;
        }
    }
}
