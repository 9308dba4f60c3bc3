package org.adei.cache.packed;

/** Values by their bits: sign and magnitude as a whole number, without the zeros that all have at the end. Stateless. */
final class Binaries {
    private Binaries() {}

    /** Writes the values. */
    static void write(ByteOutput out, Values in) {
        long ones = Long.MIN_VALUE;
        for (int i = in.from; i < in.from + in.size; i++) {
            ones |= Double.doubleToRawLongBits(in.values[i]);
        }
        int shift = Long.numberOfTrailingZeros(ones);
        for (int i = 0; i < in.size; i++) {
            in.numbers[i] = number(in.values[in.from + i], shift);
        }
        out.u8(shift);
        WholeNumbers.write(out, in.numbers, in.size);
    }

    /** The number of a value; those of values in order are in order too. */
    static long number(double value, int shift) {
        long bits = Double.doubleToRawLongBits(value);
        return (bits & Long.MAX_VALUE) >>> shift ^ bits >> 63;
    }

    static double value(long number, int shift) {
        long sign = number >> 63;
        return Double.longBitsToDouble((number ^ sign) << shift | sign << 63);
    }

    static void read(ByteInput in, Target to) {
        int shift = in.u8();
        if (shift >= Long.SIZE) {
            throw new DamageException("a shift by " + shift + " bits, expected at most 63");
        }
        WholeNumbers.read(in, to.numbers, to.size, to.bits);
        for (int i = 0; i < to.size; i++) {
            to.values[to.at + i] = value(to.numbers[i], shift);
        }
    }
}
