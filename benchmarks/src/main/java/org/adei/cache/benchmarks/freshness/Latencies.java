package org.adei.cache.benchmarks.freshness;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Milliseconds from commit to sight, sorted.
 *
 * @param missing rows that were never seen
 */
record Latencies(List<Double> millis, int missing) {
    private static final int[] EDGES = {5, 10, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200, 300, 500, 1_000, 2_000, 5_000
    };

    /**
     * Joins what the writer wrote down with what a reader saw.
     *
     * @param from rows committed in {@code [from, to)} microseconds are taken
     */
    static Latencies of(Path log, Sightings seen, long from, long to) throws IOException {
        List<Double> millis = new ArrayList<>();
        int missing = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(log)))) {
            while (true) {
                int group = in.readInt();
                long row = in.readLong();
                long committed = in.readLong();
                if (committed < from || committed >= to || !seen.watches(group)) {
                    continue;
                }
                long moment = seen.moment(group, row);
                if (moment < 0) {
                    missing++;
                } else {
                    millis.add(Math.max(0, moment - committed) / 1e3);
                }
            }
        } catch (EOFException e) {
            Collections.sort(millis);
            return new Latencies(List.copyOf(millis), missing);
        }
    }

    double percentile(double part) {
        return millis.isEmpty() ? Double.NaN : millis.get((int) Math.min(millis.size() - 1, millis.size() * part));
    }

    /** Rows by upper edge in milliseconds. */
    Map<String, Integer> histogram() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        int next = 0;
        for (int edge : EDGES) {
            int start = next;
            while (next < millis.size() && millis.get(next) < edge) {
                next++;
            }
            counts.put("below_" + edge, next - start);
        }
        counts.put("above", millis.size() - next);
        return counts;
    }
}
