package org.adei.cache.packed;

/**
 * Values that are decimals: {@code k / 10^e} gives the very bits, or does so after rounding to a float. Values that are
 * none (NaN, -0.0, a stray one) follow as exceptions. Division is correctly rounded, so decoding is exact on every
 * machine; multiplying by {@code 10^-e} would not be. Stateless.
 */
final class Decimals {
    /** Powers of ten up to here are exact as doubles. */
    static final int MOST_DIGITS = 18;

    /** Farther out every double is a decimal of so many digits, and nothing is gained. */
    private static final double GREATEST = 1L << 50;

    private static final int SAMPLES = 32;
    private static final int ATTEMPTS = 3;
    private static final double[] POWERS = new double[MOST_DIGITS + 1];

    static {
        long power = 1;
        for (int e = 0; e <= MOST_DIGITS; e++) {
            POWERS[e] = power;
            power *= 10;
        }
    }

    private Decimals() {}

    static double power(int digits) {
        return POWERS[digits];
    }

    /** Writes the values if they are decimals with few exceptions; else writes nothing and gives false. */
    static boolean write(ByteOutput out, Values in, boolean single) {
        int start = out.size;
        int digits = 0;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            digits = digits(in, digits, single);
            if (digits < 0) {
                return false;
            }
            int exceptions = single ? convertSingles(in, POWERS[digits]) : convert(in, POWERS[digits]);
            if (exceptions >= 0) {
                out.u8(digits);
                writeExceptions(out, in, exceptions);
                WholeNumbers.write(out, in.numbers, in.size);
                return true;
            }
            out.size = start;
            digits++;
        }
        return false;
    }

    /** Fewest digits, from some number on, that a sample of the values has; -1 if none do. */
    private static int digits(Values in, int from, boolean single) {
        int step = Math.max(1, in.size / SAMPLES);
        for (int digits = from; digits <= MOST_DIGITS; digits++) {
            double power = POWERS[digits];
            int fits = 0;
            int fails = 0;
            for (int i = in.from; i < in.from + in.size && fails == 0; i += step) {
                double value = in.values[i];
                if (!(Math.abs(value) <= Double.MAX_VALUE)) {
                    continue;
                }
                double scaled = Math.rint(value * power);
                if (Math.abs(scaled) >= GREATEST) {
                    return -1;
                }
                double back = (long) scaled / power;
                if ((single ? (float) back : back) == value) {
                    fits++;
                } else {
                    fails++;
                }
            }
            if (fails == 0 && fits > 0) {
                return digits;
            }
        }
        return -1;
    }

    /** Fills in the whole numbers and the places of exceptions; -1 if there are too many of these. */
    private static int convert(Values in, double power) {
        int exceptions = 0;
        int most = in.size / 16 + 2;
        long last = 0;
        double[] values = in.values;
        long[] numbers = in.numbers;
        int from = in.from;
        for (int i = 0; i < in.size; i++) {
            double value = values[from + i];
            long number = (long) Math.rint(value * power);
            if (Double.doubleToRawLongBits(number / power) != Double.doubleToRawLongBits(value)) {
                if (exceptions == most) {
                    return -1;
                }
                in.places[exceptions++] = i;
                number = last;
            }
            numbers[i] = number;
            last = number;
        }
        return exceptions;
    }

    private static int convertSingles(Values in, double power) {
        int exceptions = 0;
        int most = in.size / 16 + 2;
        long last = 0;
        for (int i = 0; i < in.size; i++) {
            double value = in.values[in.from + i];
            long number = (long) Math.rint(value * power);
            double back = (float) (number / power);
            if (Double.doubleToRawLongBits(back) != Double.doubleToRawLongBits(value)) {
                if (exceptions == most) {
                    return -1;
                }
                in.places[exceptions++] = i;
                number = last;
            }
            in.numbers[i] = number;
            last = number;
        }
        return exceptions;
    }

    private static void writeExceptions(ByteOutput out, Values in, int count) {
        out.varint(count);
        int before = 0;
        for (int i = 0; i < count; i++) {
            int place = in.places[i];
            out.varint(place - before);
            out.i64(Double.doubleToRawLongBits(in.values[in.from + place]));
            before = place;
        }
    }

    static void read(ByteInput in, Target to, boolean single) {
        int digits = in.u8();
        if (digits > MOST_DIGITS) {
            throw new DamageException("decimals of " + digits + " digits, expected at most " + MOST_DIGITS);
        }
        int exceptions = in.count(to.size);
        int list = in.at;
        for (int i = 0; i < exceptions; i++) {
            in.varint();
            in.i64();
        }
        WholeNumbers.read(in, to.numbers, to.size, to.bits);
        divide(to, POWERS[digits], single);
        int end = in.at;
        in.at = list;
        int place = 0;
        for (int i = 0; i < exceptions; i++) {
            place += in.count(to.size - 1 - place);
            to.values[to.at + place] = Double.longBitsToDouble(in.i64());
        }
        in.at = end;
    }

    private static void divide(Target to, double power, boolean single) {
        double[] values = to.values;
        long[] numbers = to.numbers;
        int at = to.at;
        if (single) {
            for (int i = 0; i < to.size; i++) {
                values[at + i] = (float) (numbers[i] / power);
            }
        } else {
            for (int i = 0; i < to.size; i++) {
                values[at + i] = numbers[i] / power;
            }
        }
    }
}
