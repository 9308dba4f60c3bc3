package org.adei.cache.packed;

/** Whole numbers in units of their greatest common divisor: times and gaps. Stateless. */
final class ScaledNumbers {
    private ScaledNumbers() {}

    /** Writes {@code n} numbers less the base, at least one, and changes them. */
    static void write(ByteOutput out, long[] v, int n, long base) {
        long unit = 0;
        long before = 0;
        boolean wide = false;
        for (int i = 0; i < n; i++) {
            v[i] -= base;
            wide |= v[i] < 0;
            long step = v[i] - before;
            if (unit != 1 && step != unit) {
                unit = divisor(unit, step);
            }
            before = v[i];
        }
        if (unit <= 1 || wide) {
            unit = 1;
        } else {
            divide(v, n, unit);
        }
        out.varint(unit);
        WholeNumbers.write(out, v, n);
    }

    private static void divide(long[] v, int n, long unit) {
        long before = 0;
        long quotient = 0;
        for (int i = 0; i < n; i++) {
            long step = v[i] - before;
            before = v[i];
            quotient += step == unit ? 1 : step / unit;
            v[i] = quotient;
        }
    }

    private static long divisor(long a, long b) {
        long greater = Math.abs(a);
        long less = Math.abs(b);
        while (less != 0) {
            long rest = greater % less;
            greater = less;
            less = rest;
        }
        return greater;
    }

    static void read(ByteInput in, long[] v, int n, Bits bits, long base) {
        long unit = in.varint();
        WholeNumbers.read(in, v, n, bits);
        for (int i = 0; i < n; i++) {
            v[i] = base + v[i] * unit;
        }
    }
}
