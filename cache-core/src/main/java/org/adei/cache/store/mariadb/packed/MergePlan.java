package org.adei.cache.store.mariadb.packed;

import java.util.ArrayList;
import java.util.List;

/**
 * Which spans to put together: small ones that follow each other, up to what a span may hold. A larger one is written
 * anew only for a good part of what it has already, so that a row is written a few times at most. Pure.
 *
 * @param limits how much a span may hold
 * @param level level in seconds, 0 for raw rows
 * @param last whether nothing is going to follow soon, so that what is there is put together
 */
record MergePlan(SpanLimits limits, int level, boolean last) {
    /** Runs of spans to merge, out of spans in order of time. */
    List<Run> runs(List<PackedTable.Extent> spans) {
        List<Run> runs = new ArrayList<>();
        int from = 0;
        while (from < spans.size()) {
            int to = from;
            long entries = 0;
            while (to < spans.size()
                    && limits.isSmall(level, spans.get(to).entries())
                    && entries + spans.get(to).entries() <= limits.most(level)) {
                entries += spans.get(to).entries();
                to++;
            }
            if (to - from > 1) {
                add(runs, spans.subList(from, to), entries, to == spans.size());
            }
            from = Math.max(to, from + 1);
        }
        return runs;
    }

    private void add(List<Run> runs, List<PackedTable.Extent> spans, long entries, boolean newest) {
        long largest =
                spans.stream().mapToLong(PackedTable.Extent::entries).max().orElse(0);
        if (!newest || last || (entries - largest) * 2 >= largest) {
            runs.add(new Run(spans.get(0).from(), spans.get(spans.size() - 1).from(), spans.size()));
        } else {
            spans = spans.subList(1, spans.size());
            if (spans.size() > 1) {
                add(
                        runs,
                        spans,
                        spans.stream().mapToLong(PackedTable.Extent::entries).sum(),
                        true);
            }
        }
    }

    /**
     * Spans to merge into one.
     *
     * @param from where the first begins
     * @param last where the last begins
     * @param spans how many they are
     */
    record Run(long from, long last, int spans) {}
}
