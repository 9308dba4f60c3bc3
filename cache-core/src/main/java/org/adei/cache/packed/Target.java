package org.adei.cache.packed;

/** Where values that are read go, with room for what they are made of. Recycled; owned by one thread. */
final class Target {
    double[] values = {};
    int at;
    int size;
    long[] numbers = new long[64];
    final Bits bits = new Bits();

    /** Aims at a part of an array. */
    void aim(double[] array, int first, int count) {
        if (first < 0 || count > array.length - first) {
            throw new IllegalArgumentException(count + " values from place " + first + " on in an array of "
                    + array.length + ": expected room for all");
        }
        values = array;
        at = first;
        size = count;
        if (numbers.length < count) {
            numbers = new long[count];
        }
    }
}
