package org.adei.cache.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.store.Span;
import org.junit.jupiter.api.Test;

class ScrubPlannerTest {
    private static final long S = 1_000_000_000L;
    private static final Level LEVEL = new Level(600);
    private static final Interval SOURCE = new Interval(-1_000 * S, 100_000 * S);

    private static Span span(long from, long to) {
        return new Span(new Interval(from * S, to * S), to * S, false, false, 1);
    }

    private static List<Interval> pieces(List<Span> spans, Interval source, int windows, long overlap) {
        List<Interval> pieces = new ArrayList<>();
        long reached = Long.MIN_VALUE;
        Optional<Interval> next = ScrubPlanner.next(spans, source, LEVEL, windows, overlap * S, reached);
        while (next.isPresent()) {
            pieces.add(next.get());
            reached = next.get().to();
            next = ScrubPlanner.next(spans, source, LEVEL, windows, overlap * S, reached);
        }
        return pieces;
    }

    private static Interval seconds(long from, long to) {
        return new Interval(from * S, to * S);
    }

    @Test
    void allThatIsCachedIsComparedInPiecesOnEdges() {
        assertThat(pieces(List.of(span(-900, 1_900), span(3_000, 3_700)), SOURCE, 2, 0))
                .containsExactly(seconds(-600, 600), seconds(600, 1_800), seconds(3_000, 3_600));
    }

    @Test
    void whatTheSourceHasDroppedAtItsBeginningIsLeftAlone() {
        assertThat(pieces(List.of(span(-1_200, 1_800)), seconds(650, 2_000), 10, 0))
                .containsExactly(seconds(1_200, 1_800));
        assertThat(pieces(List.of(span(-1_200, 1_800)), new Interval(0, 0), 10, 0))
                .isEmpty();
    }

    @Test
    void theNewestRowsAreLeftToThoseWhoFollowThem() {
        assertThat(pieces(List.of(span(0, 1_800)), SOURCE, 10, 60)).containsExactly(seconds(0, 1_200));
        assertThat(pieces(List.of(span(0, 600), span(600, 1_210)), SOURCE, 10, 600))
                .containsExactly(seconds(0, 600));
    }

    @Test
    void nothingIsComparedWhereNothingIsCached() {
        assertThat(pieces(List.of(), SOURCE, 1, 0)).isEmpty();
        assertThat(pieces(List.of(span(10, 590)), SOURCE, 1, 0)).isEmpty();
    }
}
