package org.adei.cache.packed;

import java.util.Arrays;

/** Writes the windows of a channel. Recycled; owned by one thread. */
final class WindowWriter {
    /** The numbers are those of a column of values. */
    static final int VALUES = 0;
    /** The numbers are the minima. */
    static final int MINIMA = 1;
    /** The sums are decimals less the rest. */
    static final int DECIMALS = 2;

    private final ValueWriter values;
    private final SumWriter sums = new SumWriter();
    private final ChannelWindows present = new ChannelWindows();
    private long[] counts = {};

    WindowWriter(ValueWriter values) {
        this.values = values;
    }

    /** Writes {@code n} windows, at least one, of so many rows each. */
    void write(ByteOutput out, ChannelWindows in, long[] rows, int n) {
        if (counts.length < n) {
            counts = new long[n];
        }
        int valid = 0;
        for (int i = 0; i < n; i++) {
            counts[i] = rows[i] - in.valid()[i];
            valid += in.valid()[i] > 0 ? 1 : 0;
        }
        WholeNumbers.write(out, counts, n);
        WholeNumbers.write(out, in.nonFinite(), n);
        if (valid > 0) {
            numbers(out, valid == n ? in : onlyPresent(in, n), valid);
        }
    }

    private ChannelWindows onlyPresent(ChannelWindows in, int n) {
        present.ensureCapacity(n);
        int kept = 0;
        for (int i = 0; i < n; i++) {
            if (in.valid()[i] > 0) {
                present.min()[kept] = in.min()[i];
                present.max()[kept] = in.max()[i];
                present.sum()[kept] = in.sum()[i];
                present.rest()[kept] = in.rest()[i];
                kept++;
            }
        }
        return present;
    }

    private void numbers(ByteOutput out, ChannelWindows in, int n) {
        values.write(out, in.min(), 0, n);
        like(out, in, in.max(), n);
        values.write(out, in.rest(), 0, n);
        if (!same(in.min(), in.sum(), n) && sums.write(out, in, n)) {
            return;
        }
        like(out, in, in.sum(), n);
    }

    private void like(ByteOutput out, ChannelWindows in, double[] numbers, int n) {
        if (same(in.min(), numbers, n)) {
            out.u8(MINIMA);
        } else {
            out.u8(VALUES);
            values.write(out, numbers, 0, n);
        }
    }

    private static boolean same(double[] a, double[] b, int n) {
        return Double.doubleToRawLongBits(a[0]) == Double.doubleToRawLongBits(b[0]) && Arrays.equals(a, 0, n, b, 0, n);
    }
}
