package org.adei.cache.store.mariadb.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Small spans are put together, and no row is written anew more than a few times. */
class MergePlanTest {
    private static final SpanLimits LIMITS = new SpanLimits(1_000, 400);

    private static List<MergePlan.Run> runs(boolean last, int... entries) {
        List<PackedTable.Extent> spans = IntStream.range(0, entries.length)
                .mapToObj(i -> new PackedTable.Extent(i, i, entries[i]))
                .toList();
        return new MergePlan(LIMITS, 0, last).runs(spans);
    }

    @Test
    void smallNeighboursAreMergedUpToTheLimit() {
        assertThat(runs(false, 1, 1, 1, 1)).containsExactly(new MergePlan.Run(0, 3, 4));
        assertThat(runs(false, 249, 249, 249, 249, 249)).containsExactly(new MergePlan.Run(0, 3, 4));
        assertThat(runs(false, 900, 10, 10, 900, 10)).containsExactly(new MergePlan.Run(1, 2, 2));
    }

    @Test
    void largeAndSingleSpansStayAsTheyAre() {
        assertThat(runs(true, 250)).isEmpty();
        assertThat(runs(true, 250, 250, 1)).isEmpty();
        assertThat(runs(true)).isEmpty();
    }

    @Test
    void aLargerSpanWaitsForAGoodPartOfWhatItHas() {
        assertThat(runs(false, 200, 1, 1, 1)).containsExactly(new MergePlan.Run(1, 3, 3));
        assertThat(runs(false, 200, 1)).isEmpty();
        assertThat(runs(true, 200, 1)).containsExactly(new MergePlan.Run(0, 1, 2));
    }

    @Test
    void rowsThatComeOneByOneAreWrittenAFewTimesEach() {
        List<PackedTable.Extent> spans = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        long written = 0;
        long total = 0;
        for (int time = 0; time < 20_000; time++) {
            int rows = 1 + random.nextInt(3);
            spans.add(new PackedTable.Extent(time, time, rows));
            total += rows;
            if (time % 8 == 7) {
                List<PackedTable.Extent> newest = spans.subList(Math.max(0, spans.size() - 64), spans.size());
                for (MergePlan.Run run : new MergePlan(LIMITS, 0, false).runs(List.copyOf(newest))) {
                    written += merge(spans, run);
                }
            }
        }
        assertThat(written).isLessThan(total * 8);
        assertThat(spans.size()).isLessThan((int) (total / LIMITS.rows() * 4 + 16));
    }

    private static long merge(List<PackedTable.Extent> spans, MergePlan.Run run) {
        List<PackedTable.Extent> merged = spans.stream()
                .filter(span -> run.from() <= span.from() && span.from() <= run.last())
                .toList();
        assertThat(merged).hasSize(run.spans());
        int entries = merged.stream().mapToInt(PackedTable.Extent::entries).sum();
        int at = spans.indexOf(merged.get(0));
        spans.removeAll(merged);
        spans.add(at, new PackedTable.Extent(run.from(), run.last(), entries));
        return entries;
    }
}
