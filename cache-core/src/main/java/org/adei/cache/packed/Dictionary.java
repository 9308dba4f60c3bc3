package org.adei.cache.packed;

import java.util.Arrays;

/** Values that take few distinct ones: their list in order, then for each its number in it. Owned by one thread. */
final class Dictionary {
    private static final int SAMPLES = 128;
    private static final int FEW_OF_SAMPLES = 122;
    private static final int MOST = 1 << 14;
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private final long[] distinct = new long[MOST];
    private final int[] rank = new int[MOST];
    private int size;
    private int shift;
    private int[] slots = new int[1 << 9];

    /** Whether a sample of the values has repetitions enough to try. */
    boolean mayFit(Values in) {
        if (in.size < SAMPLES / 2) {
            return false;
        }
        int step = Math.max(1, in.size / SAMPLES);
        clear(SAMPLES);
        int seen = 0;
        for (int i = in.from; i < in.from + in.size && seen < SAMPLES; i += step) {
            find(Binaries.number(in.values[i], 0));
            seen++;
        }
        return size <= (long) seen * FEW_OF_SAMPLES / SAMPLES;
    }

    /** Writes the values if at most a third of them are distinct; else writes nothing and gives false. */
    boolean write(ByteOutput out, Values in) {
        int most = Math.min(MOST, in.size / 3);
        clear(most + 1);
        for (int i = 0; i < in.size; i++) {
            in.places[i] = find(Binaries.number(in.values[in.from + i], 0));
            if (size > most) {
                return false;
            }
        }
        sort();
        out.varint(size);
        WholeNumbers.write(out, distinct, size);
        for (int i = 0; i < in.size; i++) {
            in.numbers[i] = rank[in.places[i]];
        }
        WholeNumbers.write(out, in.numbers, in.size);
        return true;
    }

    private void clear(int most) {
        int bits = Bits.width(4L * most);
        if (slots.length < 1 << bits) {
            slots = new int[1 << bits];
        }
        Arrays.fill(slots, 0, 1 << bits, 0);
        shift = Long.SIZE - bits;
        size = 0;
    }

    /** Place of a number in the order of finding; it is added if there is room. */
    private int find(long number) {
        int last = (1 << Long.SIZE - shift) - 1;
        int slot = (int) (number * SPREAD >>> shift);
        while (slots[slot] != 0) {
            int place = slots[slot] - 1;
            if (distinct[place] == number) {
                return place;
            }
            slot = slot + 1 & last;
        }
        if (size < MOST) {
            distinct[size] = number;
            slots[slot] = size + 1;
        }
        return size++;
    }

    private void sort() {
        long[] found = Arrays.copyOf(distinct, size);
        Arrays.sort(distinct, 0, size);
        for (int i = 0; i < size; i++) {
            rank[i] = Arrays.binarySearch(distinct, 0, size, found[i]);
        }
    }

    static void read(ByteInput in, Target to) {
        int size = in.count(to.size);
        if (size == 0) {
            throw new DamageException("a list of no values");
        }
        WholeNumbers.read(in, to.numbers, size, to.bits);
        double[] list = new double[size];
        for (int i = 0; i < size; i++) {
            list[i] = Binaries.value(to.numbers[i], 0);
        }
        WholeNumbers.read(in, to.numbers, to.size, to.bits);
        for (int i = 0; i < to.size; i++) {
            long number = to.numbers[i];
            if (number < 0 || number >= size) {
                throw new DamageException("value " + number + " of a list of " + size);
            }
            to.values[to.at + i] = list[(int) number];
        }
    }
}
