package org.adei.cache.source.log;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Events out of several files in order of time, those of one time in the order of files and places. Not thread-safe. */
final class Picked {
    private long[] times = new long[64];
    private long[] places = new long[64];
    private int[] files = new int[64];
    private int size;
    private boolean ordered = true;

    int size() {
        return size;
    }

    long time(int event) {
        return times[event];
    }

    long place(int event) {
        return places[event];
    }

    int file(int event) {
        return files[event];
    }

    void add(long time, long place, int file) {
        if (size == times.length) {
            times = Arrays.copyOf(times, size * 2);
            places = Arrays.copyOf(places, size * 2);
            files = Arrays.copyOf(files, size * 2);
        }
        ordered &= size == 0 || times[size - 1] <= time;
        times[size] = time;
        places[size] = place;
        files[size] = file;
        size++;
    }

    /** Puts the events into the order of time. */
    void sort() {
        if (ordered) {
            return;
        }
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong(i -> times[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        times = Arrays.stream(order).mapToLong(i -> times[i]).toArray();
        places = Arrays.stream(order).mapToLong(i -> places[i]).toArray();
        files = Arrays.stream(order).map(i -> files[i]).toArray();
        ordered = true;
    }
}
