package org.adei.cache.worker.verify;

import java.util.ArrayList;
import java.util.List;

/** Counts differences and keeps the first ones. Owned by one thread. */
final class Differences {
    private final int keep;
    private final List<Difference> first = new ArrayList<>();
    private long count;

    Differences(int keep) {
        this.keep = keep;
    }

    void add(Difference difference) {
        count++;
        if (first.size() < keep) {
            first.add(difference);
        }
    }

    void expect(Place place, String subject, long expected, long found) {
        if (expected != found) {
            add(new Difference(place.level, place.time, subject, Long.toString(expected), Long.toString(found)));
        }
    }

    void expect(Place place, String subject, double expected, double found) {
        if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(found)) {
            add(new Difference(place.level, place.time, subject, Double.toString(expected), Double.toString(found)));
        }
    }

    /**
     * Where a number stands.
     *
     * @param level window length in seconds, 0 for raw rows
     * @param time start of the window or time of the row
     */
    record Place(int level, long time) {}

    long count() {
        return count;
    }

    List<Difference> first() {
        return List.copyOf(first);
    }
}
