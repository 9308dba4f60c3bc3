package org.adei.cache.packed;

/** Values to be written, with room for what is made of them. Recycled; owned by one thread. */
final class Values {
    double[] values = {};
    int from;
    int size;
    /** Whole numbers that stand for the values. */
    long[] numbers = new long[64];
    /** Places of values that no number stands for. */
    int[] places = new int[64];

    private double[] own = new double[64];
    private final Mask mask = new Mask();

    /** Takes a part of an array, which is not changed. */
    void take(double[] source, int first, int count) {
        values = source;
        from = first;
        size = count;
        if (numbers.length < count) {
            numbers = new long[count];
            places = new int[count];
        }
    }

    /** Takes out values that are missing, and gives where they were. */
    Mask withoutMissing() {
        double[] left = room();
        mask.clear(size);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            double value = values[from + i];
            if (org.adei.cache.source.RowBlock.isNull(value)) {
                mask.mark(i);
            } else {
                left[kept++] = value;
            }
        }
        keep(left, kept);
        return mask;
    }

    /** Takes out values that are those before them, and gives where they were. */
    Mask withoutRepeats() {
        double[] left = room();
        mask.clear(size);
        int kept = 0;
        long last = 0;
        for (int i = 0; i < size; i++) {
            double value = values[from + i];
            long bits = Double.doubleToRawLongBits(value);
            if (i > 0 && bits == last) {
                mask.mark(i);
            } else {
                left[kept++] = value;
            }
            last = bits;
        }
        keep(left, kept);
        return mask;
    }

    /** An array of one's own; the values may lie in it already, since they only ever move down. */
    private double[] room() {
        if (own.length < size) {
            own = new double[size];
        }
        return own;
    }

    private void keep(double[] left, int kept) {
        values = left;
        from = 0;
        size = kept;
    }
}
