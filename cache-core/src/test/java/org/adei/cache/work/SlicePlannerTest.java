package org.adei.cache.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.store.Span;
import org.junit.jupiter.api.Test;

class SlicePlannerTest {
    private static final long S = 1_000_000_000L;
    private static final Level TEN = new Level(10);

    @Test
    void anEmptySourceNeedsNothing() {
        assertThat(plan(interval(0, 0), Interval.ALL, List.of(), 1)).isEmpty();
    }

    @Test
    void slicesBeginAndEndOnEdgesButForTheLast() {
        assertThat(plan(interval(13, 47), Interval.ALL, List.of(), 1))
                .containsExactly(interval(10, 20), interval(20, 30), interval(30, 40), interval(40, 47));
    }

    @Test
    void edgesDoNotDependOnTheFirstRow() {
        assertThat(plan(interval(13, 47), Interval.ALL, List.of(), 2))
                .containsExactly(interval(10, 20), interval(20, 40), interval(40, 47));
    }

    @Test
    void timesBefore1970AreCutAlike() {
        assertThat(plan(interval(-13, 3), Interval.ALL, List.of(), 1))
                .containsExactly(interval(-20, -10), interval(-10, 0), interval(0, 3));
    }

    @Test
    void aSpanThatBrokeOffIsContinuedWhereItEnds() {
        assertThat(plan(interval(0, 40), Interval.ALL, List.of(span(0, 13, 20, false)), 2))
                .containsExactly(interval(13, 20), interval(20, 40));
    }

    @Test
    void whatAnotherWorkerHasReservedIsLeftToIt() {
        assertThat(plan(interval(0, 40), Interval.ALL, List.of(span(0, 13, 20, true)), 2))
                .containsExactly(interval(20, 40));
    }

    @Test
    void holesBetweenSpansAreFilled() {
        assertThat(plan(interval(0, 60), Interval.ALL, List.of(span(10, 20, 20, false), span(40, 50, 50, false)), 10))
                .containsExactly(interval(0, 10), interval(20, 40), interval(50, 60));
    }

    @Test
    void nothingIsPlannedBeforeTheLimits() {
        assertThat(plan(interval(13, 25), interval(12, 100), List.of(), 1))
                .containsExactly(interval(12, 20), interval(20, 25));
    }

    @Test
    void aSpanThatBeganInsideOfAWindowIsMisalignedOnceEarlierRowsAreWanted() {
        List<Span> spans = List.of(span(12, 40, 40, false));

        assertThat(SlicePlanner.misaligned(interval(12, 100), spans, TEN)).isEmpty();
        assertThat(SlicePlanner.misaligned(interval(5, 100), spans, TEN)).containsExactly(interval(10, 20));
    }

    @Test
    void theEndOfTimeDoesNotOverflow() {
        Interval extent = new Interval(Long.MAX_VALUE - 5, Long.MAX_VALUE);

        assertThat(plan(extent, Interval.ALL, List.of(), 3))
                .isNotEmpty()
                .last()
                .satisfies(last -> assertThat(last.to()).isEqualTo(Long.MAX_VALUE));
    }

    private static List<Interval> plan(Interval extent, Interval limits, List<Span> spans, int windows) {
        return SlicePlanner.plan(extent, limits, spans, TEN, windows);
    }

    private static Interval interval(long from, long to) {
        return new Interval(from * S, to * S);
    }

    private static Span span(long from, long to, long goal, boolean leased) {
        return new Span(interval(from, to), goal * S, false, leased, 0);
    }
}
