package org.adei.cache.packed;

import org.adei.cache.source.RowBlock;

/** Writes doubles in the coding that suits them best. Recycled; owned by one thread. */
final class ValueWriter {
    static final int MISSING = 0x10;
    static final int REPEATS = 0x20;

    /** Bits of a value from which on another coding is tried beside the one found. */
    private static final int TRY_DICTIONARY = 8;

    private static final int TRY_DYADIC = 24;
    private static final int TRY_BINARY = 40;
    private static final int TRY_BINARY_FOR_OTHERS = 8;
    private static final int DYADIC_BITS = 40;

    private final Values in = new Values();
    private final Dictionary dictionary = new Dictionary();

    /** Writes {@code n} values, at least one, from {@code from} on. */
    void write(ByteOutput out, double[] values, int from, int n) {
        in.take(values, from, n);
        long first = Double.doubleToRawLongBits(values[from]);
        long before = ~first;
        long differing = 0;
        int missing = 0;
        int repeats = 0;
        for (int i = from; i < from + n; i++) {
            long bits = Double.doubleToRawLongBits(values[i]);
            differing |= bits ^ first;
            missing += RowBlock.isNull(values[i]) ? 1 : 0;
            repeats += bits == before ? 1 : 0;
            before = bits;
        }
        if (missing == n) {
            out.u8(Codec.NOTHING.ordinal());
        } else if (differing == 0) {
            constant(out, first);
        } else {
            masked(out, missing, repeats);
        }
    }

    private void masked(ByteOutput out, int missing, int repeats) {
        int tag = out.size;
        boolean without = (long) repeats * 2 >= in.size;
        out.u8((missing > 0 ? MISSING : 0) | (without ? REPEATS : 0));
        if (missing > 0) {
            in.withoutMissing().write(out);
        }
        if (without) {
            in.withoutRepeats().write(out);
        }
        Codec codec = code(out, out.size);
        out.bytes[tag] |= (byte) codec.ordinal();
    }

    private static void constant(ByteOutput out, long bits) {
        if (bits == 0) {
            out.u8(Codec.ZERO.ordinal());
        } else {
            out.u8(Codec.CONSTANT.ordinal());
            out.i64(bits);
        }
    }

    /** Tries one coding after the other as long as the best takes many bits, and keeps the shortest. */
    private Codec code(ByteOutput out, int body) {
        Codec best = decimal(out);
        int end = out.size;
        if (bits(out, body) >= TRY_DYADIC && Dyadics.write(out, in, DYADIC_BITS) && shorter(out, body, end)) {
            best = Codec.DYADIC;
        }
        end = out.size;
        if (bits(out, body) >= TRY_DICTIONARY
                && dictionary.mayFit(in)
                && dictionary.write(out, in)
                && shorter(out, body, end)) {
            best = Codec.DICTIONARY;
        }
        end = out.size;
        if (bits(out, body) >= (best == Codec.DECIMAL ? TRY_BINARY : TRY_BINARY_FOR_OTHERS)) {
            Binaries.write(out, in);
            best = shorter(out, body, end) ? Codec.BINARY : best;
        }
        if (out.size - body <= (long) in.size * Long.BYTES) {
            return best;
        }
        out.size = body;
        for (int i = in.from; i < in.from + in.size; i++) {
            out.i64(Double.doubleToRawLongBits(in.values[i]));
        }
        return Codec.PLAIN;
    }

    /** Bits that a value takes in the coding found so far. */
    private long bits(ByteOutput out, int body) {
        return out.size == body ? Long.MAX_VALUE : (out.size - body) * 8L / in.size;
    }

    private Codec decimal(ByteOutput out) {
        if (Decimals.write(out, in, false)) {
            return Codec.DECIMAL;
        }
        return Decimals.write(out, in, true) ? Codec.SINGLE : Codec.PLAIN;
    }

    /** Of two tries that follow each other keeps the shorter one; whether it is the second. The first may be empty. */
    private static boolean shorter(ByteOutput out, int first, int second) {
        if (second == first || out.size - second < second - first) {
            out.remove(first, second);
            return true;
        }
        out.size = second;
        return false;
    }
}
