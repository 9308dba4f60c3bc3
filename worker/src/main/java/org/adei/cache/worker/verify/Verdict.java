package org.adei.cache.worker.verify;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.adei.cache.model.GroupId;

/**
 * What comparing one group gave.
 *
 * @param group the group
 * @param compared rows or windows that both sides have, by window length in seconds; raw is 0
 * @param differences how many numbers differ, and the first of them
 * @param digest hash over every bit of what is cached; empty if nothing is
 * @param notes what could not be compared, one sentence each
 */
public record Verdict(
        GroupId group, SortedMap<Integer, Long> compared, Found differences, String digest, List<String> notes) {
    public Verdict {
        compared = Collections.unmodifiableSortedMap(new TreeMap<>(compared));
        notes = List.copyOf(notes);
    }

    /**
     * Differences of a group.
     *
     * @param count all of them
     * @param first the first ones
     */
    public record Found(long count, List<Difference> first) {
        public Found {
            first = List.copyOf(first);
        }
    }

    public boolean equal() {
        return differences.count() == 0;
    }

    /** Windows of all levels that both sides have. */
    public long windows() {
        return compared.tailMap(1).values().stream().mapToLong(Long::longValue).sum();
    }

    /** Raw rows that both sides have. */
    public long rows() {
        return compared.getOrDefault(0, 0L);
    }
}
