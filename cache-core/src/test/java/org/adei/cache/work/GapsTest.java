package org.adei.cache.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Level;
import org.adei.cache.store.Span;
import org.junit.jupiter.api.Test;

class GapsTest {
    private static final long S = 1_000_000_000L;
    private static final Level COARSEST = Ladder.ofSeconds(10).coarsest();
    private static final Interval SLICE = seconds(100, 200);

    private static Interval seconds(long from, long to) {
        return new Interval(from * S, to * S);
    }

    private static Span quiet(long from, long to) {
        return new Span(seconds(from, to), to * S, false, false, 1);
    }

    private static Span leased(long from, long to, long goal) {
        return new Span(seconds(from, to), goal * S, false, true, 1);
    }

    private static Gaps gaps(Span... spans) {
        return Gaps.of(SLICE, Interval.ALL, List.of(spans), COARSEST);
    }

    @Test
    void allOfASliceIsMissingWhereNothingIsCached() {
        assertThat(gaps()).isEqualTo(new Gaps(List.of(SLICE), false));
        assertThat(gaps(quiet(0, 100), quiet(200, 300))).isEqualTo(new Gaps(List.of(SLICE), false));
    }

    @Test
    void whatIsCoveredIsDone() {
        assertThat(gaps(quiet(0, 300)).isDone()).isTrue();
        assertThat(gaps(quiet(100, 150), quiet(150, 200)).isDone()).isTrue();
    }

    @Test
    void theRestBehindAndBetweenSpansIsMissing() {
        assertThat(gaps(quiet(50, 120), quiet(150, 160)))
                .isEqualTo(new Gaps(List.of(seconds(120, 150), seconds(160, 200)), false));
    }

    @Test
    void whatOthersAreAtIsLeftToThem() {
        assertThat(gaps(leased(100, 120, 150))).isEqualTo(new Gaps(List.of(seconds(150, 200)), true));
        assertThat(gaps(leased(100, 120, 200)).isDone()).isFalse();
    }

    @Test
    void oneWhoFollowsTheNewestRowsIsNotWaitedFor() {
        Span tail = new Span(seconds(150, 190), Long.MAX_VALUE, true, true, 1);
        assertThat(gaps(tail)).isEqualTo(new Gaps(List.of(seconds(100, 150)), false));
        assertThat(gaps(quiet(100, 150), tail).isDone()).isTrue();
    }

    @Test
    void aSliceThatHangsInTheAirIsNotDone() {
        Interval loose = seconds(105, 200);
        assertThat(Gaps.of(loose, Interval.ALL, List.of(), COARSEST).missing()).isEmpty();
        assertThat(Gaps.of(loose, seconds(105, 900), List.of(), COARSEST).missing())
                .containsExactly(loose);
        assertThat(Gaps.of(loose, Interval.ALL, List.of(quiet(50, 105)), COARSEST)
                        .missing())
                .containsExactly(loose);
    }
}
