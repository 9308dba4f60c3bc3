package org.adei.cache.packed;

/** Reads windows of a channel that a {@link WindowWriter} wrote. Recycled; owned by one thread. */
final class WindowReader {
    private final ValueReader values;
    private final Bits bits = new Bits();
    private long[] numbers = {};
    private long[] off = {};

    WindowReader(ValueReader values) {
        this.values = values;
    }

    /** Reads {@code n} windows to {@code at} and behind; there stand their rows too. */
    void read(ByteInput in, ChannelWindows out, long[] rows, int at, int n) {
        if (numbers.length < n) {
            numbers = new long[n];
            off = new long[n];
        }
        int present = counts(in, out, rows, at, n);
        if (present > 0) {
            values.read(in, out.min(), at, present);
            like(in, out, out.max(), at, present);
            values.read(in, out.rest(), at, present);
            if (!decimals(in, out, at, present)) {
                like(in, out, out.sum(), at, present);
            }
        }
        if (present < n) {
            spread(out, at, n, present);
        }
    }

    private int counts(ByteInput in, ChannelWindows out, long[] rows, int at, int n) {
        WholeNumbers.read(in, numbers, n, bits);
        int present = 0;
        for (int i = 0; i < n; i++) {
            out.valid()[at + i] = rows[at + i] - numbers[i];
            present += out.valid()[at + i] > 0 ? 1 : 0;
        }
        WholeNumbers.read(in, numbers, n, bits);
        System.arraycopy(numbers, 0, out.nonFinite(), at, n);
        return present;
    }

    private void like(ByteInput in, ChannelWindows out, double[] target, int at, int n) {
        switch (in.u8()) {
            case WindowWriter.VALUES -> values.read(in, target, at, n);
            case WindowWriter.MINIMA -> System.arraycopy(out.min(), at, target, at, n);
            default -> throw new DamageException("numbers of windows in an unknown form");
        }
    }

    private boolean decimals(ByteInput in, ChannelWindows out, int at, int n) {
        in.need(1);
        if (in.bytes[in.at] != WindowWriter.DECIMALS) {
            return false;
        }
        in.u8();
        int digits = in.u8();
        if (digits > Decimals.MOST_DIGITS) {
            throw new DamageException("sums of " + digits + " digits");
        }
        double power = Decimals.power(digits);
        WholeNumbers.read(in, numbers, n, bits);
        WholeNumbers.read(in, off, n, bits);
        for (int i = 0; i < n; i++) {
            double near = SumWriter.sum(numbers[i], power, out.rest()[at + i]);
            out.sum()[at + i] = Binaries.value(Binaries.number(near, 0) + off[i], 0);
        }
        return true;
    }

    /** From the end on, so that nothing is overwritten that is still needed. */
    private static void spread(ChannelWindows out, int at, int n, int present) {
        int next = at + present;
        for (int i = at + n - 1; i >= at; i--) {
            if (out.valid()[i] > 0) {
                next--;
                out.min()[i] = out.min()[next];
                out.max()[i] = out.max()[next];
                out.sum()[i] = out.sum()[next];
                out.rest()[i] = out.rest()[next];
            } else {
                out.clearNumbers(i);
            }
        }
    }
}
