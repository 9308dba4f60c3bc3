package org.adei.cache.source.log;

import java.util.Arrays;
import org.adei.cache.failure.SkipException;

/** Times of the events of one file and where they begin, 16 bytes each, in the order of the file. Not thread-safe. */
final class Events {
    private final int most;
    private long[] times = new long[64];
    private long[] places = new long[64];
    private int size;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    /** Makes an empty list of at most that many events. */
    Events(int most) {
        this.most = most;
    }

    int size() {
        return size;
    }

    long time(int event) {
        return times[event];
    }

    /** The byte, of the text as it is read, at which an event begins. */
    long place(int event) {
        return places[event];
    }

    /** The earliest time; {@link Long#MAX_VALUE} if there are no events. */
    long first() {
        return first;
    }

    /** The latest time; {@link Long#MIN_VALUE} if there are no events. */
    long last() {
        return last;
    }

    void add(long time, long place) {
        if (size == most) {
            throw new SkipException("a log file has more than " + most
                    + " events: expected at most most-events; raise it (16 bytes each) or let files be rotated");
        }
        if (size == times.length) {
            int room = (int) Math.min(most, size * 2L);
            times = Arrays.copyOf(times, room);
            places = Arrays.copyOf(places, room);
        }
        times[size] = time;
        places[size] = place;
        size++;
        first = Math.min(first, time);
        last = Math.max(last, time);
    }

    /** A list of the first events of this one. */
    Events first(int events) {
        Events kept = new Events(most);
        for (int i = 0; i < events; i++) {
            kept.add(times[i], places[i]);
        }
        return kept;
    }

    /** Places of the events whose times are in {@code [from, to)}. */
    void collect(long from, long to, Picked picked, int file) {
        for (int i = 0; i < size; i++) {
            if (times[i] >= from && times[i] < to) {
                picked.add(times[i], places[i], file);
            }
        }
    }
}
