package org.adei.cache.source.log;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.adei.cache.failure.SkipException;

/** Times and severities of events, 9 bytes each. Not thread-safe. */
final class Events {
    private final int most;
    private long[] times = new long[64];
    private byte[] severities = new byte[64];
    private int size;
    private boolean ordered = true;

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

    int severity(int event) {
        return severities[event];
    }

    void add(long time, int severity) {
        if (size == most) {
            throw new SkipException("the log has more than " + most
                    + " events: expected at most most-events; raise it (9 bytes each) or let files name fewer");
        }
        if (size == times.length) {
            int room = (int) Math.min(most, size * 2L);
            times = Arrays.copyOf(times, room);
            severities = Arrays.copyOf(severities, room);
        }
        ordered &= size == 0 || times[size - 1] <= time;
        times[size] = time;
        severities[size] = (byte) severity;
        size++;
    }

    /** Adds the events of another list whose times are in {@code [from, to)}. */
    void add(Events other, long from, long to) {
        int first = other.ordered ? other.firstAt(from) : 0;
        for (int i = first; i < other.size; i++) {
            if (other.times[i] >= from && other.times[i] < to) {
                add(other.times[i], other.severities[i]);
            } else if (other.ordered && other.times[i] >= to) {
                return;
            }
        }
    }

    private int firstAt(long from) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] < from) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
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
        long[] sortedTimes = new long[size];
        byte[] sortedSeverities = new byte[size];
        for (int i = 0; i < size; i++) {
            sortedTimes[i] = times[order[i]];
            sortedSeverities[i] = severities[order[i]];
        }
        times = sortedTimes;
        severities = sortedSeverities;
        ordered = true;
    }
}
