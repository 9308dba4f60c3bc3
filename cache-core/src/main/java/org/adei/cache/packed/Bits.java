package org.adei.cache.packed;

import static org.adei.cache.packed.ByteOutput.BITS;

/**
 * Numbers of a width of bits, one after the other, lowest bit first. Reading uses a scratch of its own and belongs to
 * one thread; writing is stateless.
 */
final class Bits {
    /** Up to this width a number lies within the eight bytes from the one on where it begins. */
    private static final int ONE_LOAD = 57;

    private static final int SPARE = 9;

    private final byte[] scratch = new byte[WholeNumbers.BLOCK * Long.BYTES + SPARE];

    /** Bits that a number of 0 to {@code greatest} (unsigned) takes. */
    static int width(long greatest) {
        return Long.SIZE - Long.numberOfLeadingZeros(greatest);
    }

    /** Bytes that so many numbers take. */
    static int bytes(int count, int width) {
        return (count * width + 7) >>> 3;
    }

    static void packDistances(ByteOutput out, long[] v, int from, int to, int width, long base) {
        int size = bytes(to - from, width);
        out.room(size + Long.BYTES);
        byte[] b = out.bytes;
        int at = out.size;
        long word = 0;
        int used = 0;
        for (int i = from; i < to; i++) {
            long z = v[i] - base;
            word |= z << used;
            used += width;
            if (used >= Long.SIZE) {
                BITS.set(b, at, word);
                at += Long.BYTES;
                used -= Long.SIZE;
                word = used == 0 ? 0 : z >>> (width - used);
            }
        }
        BITS.set(b, at, word);
        out.size += size;
    }

    static void packSteps(ByteOutput out, long[] v, int from, int to, int width, long base) {
        int size = bytes(to - from, width);
        out.room(size + Long.BYTES);
        byte[] b = out.bytes;
        int at = out.size;
        long word = 0;
        int used = 0;
        long before = v[from - 1] + base;
        for (int i = from; i < to; i++) {
            long z = v[i] - before;
            before = v[i] + base;
            word |= z << used;
            used += width;
            if (used >= Long.SIZE) {
                BITS.set(b, at, word);
                at += Long.BYTES;
                used -= Long.SIZE;
                word = used == 0 ? 0 : z >>> (width - used);
            }
        }
        BITS.set(b, at, word);
        out.size += size;
    }

    void unpackDistances(ByteInput in, long[] v, int from, int to, int width, long base) {
        int at = take(in, bytes(to - from, width));
        byte[] b = at < 0 ? scratch : in.bytes;
        int first = Math.max(at, 0);
        long mask = mask(width);
        int bit = 0;
        if (width <= ONE_LOAD) {
            for (int i = from; i < to; i++) {
                v[i] = base + ((long) BITS.get(b, first + (bit >>> 3)) >>> (bit & 7) & mask);
                bit += width;
            }
        } else {
            for (int i = from; i < to; i++) {
                v[i] = base + wide(b, first, bit, mask);
                bit += width;
            }
        }
    }

    void unpackSteps(ByteInput in, long[] v, int from, int to, int width, long base) {
        int at = take(in, bytes(to - from, width));
        byte[] b = at < 0 ? scratch : in.bytes;
        int first = Math.max(at, 0);
        long mask = mask(width);
        long value = v[from - 1];
        int bit = 0;
        if (width <= ONE_LOAD) {
            for (int i = from; i < to; i++) {
                value += base + ((long) BITS.get(b, first + (bit >>> 3)) >>> (bit & 7) & mask);
                v[i] = value;
                bit += width;
            }
        } else {
            for (int i = from; i < to; i++) {
                value += base + wide(b, first, bit, mask);
                v[i] = value;
                bit += width;
            }
        }
    }

    private static long mask(int width) {
        return width == Long.SIZE ? -1 : (1L << width) - 1;
    }

    private static long wide(byte[] b, int first, int bit, long mask) {
        int at = first + (bit >>> 3);
        int shift = bit & 7;
        long low = (long) BITS.get(b, at) >>> shift;
        // two shifts, since a shift by 64 would be one by 0
        long high = (b[at + Long.BYTES] & 0xffL) << 1 << (63 - shift);
        return (low | high) & mask;
    }

    /** Where the bytes begin in the input; -1 if they were copied to the scratch, since too few follow them. */
    private int take(ByteInput in, int size) {
        in.need(size);
        int at = in.at;
        in.at += size;
        if (at + size + SPARE <= in.bytes.length) {
            return at;
        }
        System.arraycopy(in.bytes, at, scratch, 0, size);
        return -1;
    }
}
