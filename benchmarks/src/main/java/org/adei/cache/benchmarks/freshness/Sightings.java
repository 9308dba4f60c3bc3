package org.adei.cache.benchmarks.freshness;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** When a reader first saw each row, by group: times of rows in ascending order. Used by one thread, then read. */
final class Sightings {
    private final List<List<long[]>> seen = new ArrayList<>();
    private final long[] last;
    private final IntPredicate watched;

    /**
     * Nothing seen yet.
     *
     * @param watched groups that somebody looks at
     */
    Sightings(int groups, IntPredicate watched) {
        this.watched = watched;
        last = new long[groups];
        for (int group = 0; group < groups; group++) {
            seen.add(new ArrayList<>());
        }
    }

    /** Everything up to that row is there at that moment, in microseconds. */
    void upTo(int group, long row, long moment) {
        if (row > last[group]) {
            last[group] = row;
            seen.get(group).add(new long[] {row, moment});
        }
    }

    boolean watches(int group) {
        return watched.test(group);
    }

    long last(int group) {
        return last[group];
    }

    /** When the row was there, in microseconds; -1 if it never was. */
    long moment(int group, long row) {
        List<long[]> all = seen.get(group);
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (all.get(middle)[0] < row) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == all.size() ? -1 : all.get(low)[1];
    }
}
