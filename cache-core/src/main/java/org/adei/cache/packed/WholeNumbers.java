package org.adei.cache.packed;

/**
 * Whole numbers in blocks of 128: the first, then per block either differences to the number before or distances to a
 * base, whichever takes fewer bits; equal differences over many blocks are one entry. All arithmetic wraps, so any 64
 * bits come back. Stateless.
 */
final class WholeNumbers {
    static final int BLOCK = 128;
    /** Set in the byte before a block of distances; without it they are differences. */
    private static final int DISTANCES = 0x80;

    private WholeNumbers() {}

    /** Writes the first {@code n} numbers, at least one. */
    static void write(ByteOutput out, long[] v, int n) {
        out.zigzag(v[0]);
        int i = 1;
        while (i < n) {
            i = block(out, v, i, n);
        }
    }

    private static int block(ByteOutput out, long[] v, int from, int n) {
        int to = Math.min(n, from + BLOCK);
        long previous = v[from - 1];
        long least = v[from];
        long greatest = least;
        long leastStep = least - previous;
        long greatestStep = leastStep;
        long before = previous;
        for (int i = from; i < to; i++) {
            long value = v[i];
            long step = value - before;
            before = value;
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
            leastStep = Math.min(leastStep, step);
            greatestStep = Math.max(greatestStep, step);
        }
        int width = Bits.width(greatest - least);
        int stepWidth = Bits.width(greatestStep - leastStep);
        if (stepWidth == 0) {
            return run(out, v, leastStep, to, n);
        }
        if (width < stepWidth) {
            out.u8(DISTANCES | width);
            out.zigzag(least - previous);
            Bits.packDistances(out, v, from, to, width, least);
        } else {
            out.u8(stepWidth);
            out.zigzag(leastStep);
            Bits.packSteps(out, v, from, to, stepWidth, leastStep);
        }
        return to;
    }

    /** One block of equal steps that ends at {@code to}, and those like it behind it. */
    private static int run(ByteOutput out, long[] v, long step, int to, int n) {
        int end = to;
        while (end < n && v[end] - v[end - 1] == step) {
            end++;
        }
        int more = end == n ? (end - to + BLOCK - 1) / BLOCK : (end - to) / BLOCK;
        out.u8(0);
        out.zigzag(step);
        out.varint(more);
        return Math.min(n, to + more * BLOCK);
    }

    /** Reads {@code n} numbers, at least one. */
    static void read(ByteInput in, long[] v, int n, Bits bits) {
        v[0] = in.zigzag();
        int i = 1;
        while (i < n) {
            int head = in.u8();
            int width = head & ~DISTANCES;
            long base = in.zigzag();
            int to = Math.min(n, i + BLOCK);
            if (head == 0) {
                to = Math.min(n, to + BLOCK * in.count(n / BLOCK + 1));
                for (; i < to; i++) {
                    v[i] = v[i - 1] + base;
                }
            } else if (width > Long.SIZE) {
                throw new DamageException("numbers of " + width + " bits, expected at most 64");
            } else if (head == width) {
                bits.unpackSteps(in, v, i, to, width, base);
            } else {
                bits.unpackDistances(in, v, i, to, width, v[i - 1] + base);
            }
            i = to;
        }
    }
}
