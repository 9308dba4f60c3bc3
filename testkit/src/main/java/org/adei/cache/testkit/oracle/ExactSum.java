package org.adei.cache.testkit.oracle;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A sum of doubles without any error: a fixed-point number that spans all exponents, in units of the least double,
 * 2^-1074, cut into limbs of 32 bits that are kept in 64, so that a carry is taken only when the sum is read. Takes up
 * to 2^31 - 1 values. Not thread-safe.
 */
final class ExactSum {
    private static final int MANTISSA_BITS = 52;
    private static final long MANTISSA = (1L << MANTISSA_BITS) - 1;
    private static final int EXPONENT = 0x7ff;
    private static final long LOW = 0xffff_ffffL;
    private static final int LIMBS = 68;
    private static final int PRECISION = 53;
    private static final int UNIT_EXPONENT = -1074;

    /** Limbs of the quotient below the unit, so that its rounding sees the fraction. */
    private static final int FRACTION_LIMBS = 2;

    /** Limbs of the quotient that are computed, from the first that is not 0: at least 65 bits. */
    private static final int QUOTIENT_LIMBS = 3;

    private final long[] limbs = new long[LIMBS];
    private final long[] carried = new long[LIMBS];
    private int lowest = LIMBS;
    private int highest = -1;

    void reset() {
        if (highest >= 0) {
            Arrays.fill(limbs, lowest, highest + 1, 0);
        }
        lowest = LIMBS;
        highest = -1;
    }

    /** Adds a finite value. */
    void add(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int exponent = (int) (bits >>> MANTISSA_BITS) & EXPONENT;
        long mantissa = bits & MANTISSA;
        int shift = 0;
        if (exponent > 0) {
            mantissa |= 1L << MANTISSA_BITS;
            shift = exponent - 1;
        }
        int limb = shift >>> 5;
        int offset = shift & 31;
        long sign = bits >> 63;
        // x ^ sign - sign is x or, where the sign bit is set, -x
        limbs[limb] += ((mantissa << offset & LOW) ^ sign) - sign;
        limbs[limb + 1] += ((mantissa >>> 32 - offset & LOW) ^ sign) - sign;
        limbs[limb + 2] += ((offset == 0 ? 0 : mantissa >>> 64 - offset) ^ sign) - sign;
        lowest = Math.min(lowest, limb);
        highest = Math.max(highest, limb + 2);
    }

    /** The double nearest to the sum divided by a count, ties to even; the sign of a zero is that of the sum. */
    double mean(int count) {
        if (highest < 0) {
            return 0;
        }
        int top = highest + 2;
        boolean negative = carry(top);
        while (top >= lowest && carried[top] == 0) {
            top--;
        }
        if (top < lowest) {
            return 0;
        }
        double magnitude = quotient(top, count);
        return negative ? -magnitude : magnitude;
    }

    /** Puts the magnitude of the sum into {@code carried}, each limb within 32 bits; true if the sum is negative. */
    private boolean carry(int top) {
        long carry = 0;
        for (int i = lowest; i <= top; i++) {
            long limb = (i <= highest ? limbs[i] : 0) + carry;
            carried[i] = limb & LOW;
            carry = limb >> 32;
        }
        if (carry == 0) {
            return false;
        }
        long increment = 1;
        for (int i = lowest; i <= top; i++) {
            long limb = (carried[i] ^ LOW) + increment;
            carried[i] = limb & LOW;
            increment = limb >>> 32;
        }
        return true;
    }

    /** Long division limb by limb, from the highest one that is not 0, until the bits of a double are certain. */
    private double quotient(int top, int count) {
        BigInteger quotient = BigInteger.ZERO;
        long remainder = 0;
        int digits = 0;
        int i = top;
        for (; i >= -FRACTION_LIMBS && digits < QUOTIENT_LIMBS; i--) {
            long dividend = remainder << 32 | (i >= lowest ? carried[i] : 0);
            long digit = dividend / count;
            remainder = dividend % count;
            if (digits > 0 || digit > 0) {
                quotient = quotient.shiftLeft(32).or(BigInteger.valueOf(digit));
                digits++;
            }
        }
        boolean inexact = remainder != 0;
        for (int below = i; below >= lowest && !inexact; below--) {
            inexact = carried[below] != 0;
        }
        return round(quotient, UNIT_EXPONENT + 32 * (i + 1), inexact);
    }

    /**
     * {@code integer * 2^exponent}, and a little more if {@code inexact}, to the nearest double. The integer has more
     * bits than a double or ends below the unit, so some are always dropped.
     */
    private static double round(BigInteger integer, int exponent, boolean inexact) {
        int drop = Math.max(integer.bitLength() - PRECISION, UNIT_EXPONENT - exponent);
        BigInteger kept = integer.shiftRight(drop);
        boolean half = integer.testBit(drop - 1);
        boolean more = inexact || integer.getLowestSetBit() < drop - 1;
        if (half && (more || kept.testBit(0))) {
            kept = kept.add(BigInteger.ONE);
        }
        return Math.scalb(kept.doubleValue(), exponent + drop);
    }
}
