package org.adei.cache.source.jdbc;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Nanoseconds of a number that was written as a decimal. A double stands for the shortest decimal that is read as that
 * double: 1700000000.123456 is .123456000 s and not the .123456001 s of its binary value. Digits beyond a nanosecond
 * are cut off downwards.
 */
final class DecimalTime {
    private static final double EXACT_INTEGERS = 0x1p53;
    private static final int FEWEST_DIGITS = 15;
    private static final int MOST_DIGITS = 17;
    private static final int LONG_DIGITS = 19;

    private DecimalTime() {}

    static long nanos(double count, TimeType type) {
        if (!Double.isFinite(count)) {
            throw TimeCodec.outOfRange(count + " as " + type);
        }
        long steps = Math.min(type.unit(), 1_000);
        double perUnit = (double) type.unit() / steps;
        double whole = Math.rint(count * perUnit);
        // at most one decimal of that many digits is read as this double, and division rounds as reading does
        if (whole / perUnit == count && Math.abs(whole) < EXACT_INTEGERS && Math.ulp(count) < 1 / perUnit) {
            long found = (long) whole;
            if (found > TimeCodec.LEAST / steps && found < TimeCodec.GREATEST / steps) {
                return found * steps;
            }
        }
        return nanos(shortest(count), type);
    }

    static long nanos(BigDecimal count, TimeType type) {
        BigDecimal nanos = count.scaleByPowerOfTen(type.digits());
        if (nanos.precision() - nanos.scale() > LONG_DIGITS) {
            throw TimeCodec.outOfRange(count + " as " + type);
        }
        BigDecimal floor = nanos.setScale(0, RoundingMode.FLOOR);
        if (floor.compareTo(BigDecimal.valueOf(TimeCodec.LEAST)) < 0
                || floor.compareTo(BigDecimal.valueOf(TimeCodec.GREATEST)) > 0) {
            throw TimeCodec.outOfRange(count.toPlainString() + " as " + type);
        }
        return floor.longValueExact();
    }

    /** {@link Double#toString} is not the shortest before Java 19. */
    static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        for (int digits = FEWEST_DIGITS; digits < MOST_DIGITS; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.signum() == 0 ? rounded : rounded.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(MOST_DIGITS, RoundingMode.HALF_EVEN));
    }
}
