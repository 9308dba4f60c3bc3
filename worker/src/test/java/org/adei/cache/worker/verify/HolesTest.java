package org.adei.cache.worker.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.store.Span;
import org.junit.jupiter.api.Test;

class HolesTest {
    private static final Interval EXTENT = new Interval(100, 200);

    private static Span span(long from, long to) {
        return new Span(new Interval(from, to), to, false, false, 1);
    }

    private static Span held(long from, long to, long goal) {
        return new Span(new Interval(from, to), goal, true, true, 1);
    }

    private static Holes.Hole hole(long from, long to) {
        return new Holes.Hole(new Interval(from, to), false);
    }

    private static Holes.Hole heldHole(long from, long to) {
        return new Holes.Hole(new Interval(from, to), true);
    }

    @Test
    void whatIsCoveredLeavesNone() {
        assertThat(Holes.of(EXTENT, List.of(span(100, 200)))).isEmpty();
        assertThat(Holes.of(EXTENT, List.of(span(0, 150), span(150, 300)))).isEmpty();
        assertThat(Holes.of(new Interval(0, 0), List.of())).isEmpty();
        assertThat(Holes.of(new Interval(0, 0), List.of(span(5, 9)))).isEmpty();
    }

    @Test
    void frontMiddleAndTailAreHoles() {
        assertThat(Holes.of(EXTENT, List.of(span(110, 120), span(130, 190))))
                .containsExactly(hole(100, 110), hole(120, 130), hole(190, 200));
        assertThat(Holes.of(EXTENT, List.of())).containsExactly(hole(100, 200));
    }

    @Test
    void spansBesideTheExtentDoNotMatter() {
        assertThat(Holes.of(EXTENT, List.of(span(0, 50), span(300, 400)))).containsExactly(hole(100, 200));
        assertThat(Holes.of(EXTENT, List.of(span(0, 150), span(300, 400)))).containsExactly(hole(150, 200));
    }

    @Test
    void whereAWorkerIsOnItsWayTheHoleIsHeld() {
        assertThat(Holes.of(EXTENT, List.of(held(100, 150, Long.MAX_VALUE)))).containsExactly(heldHole(150, 200));
        assertThat(Holes.of(EXTENT, List.of(held(100, 120, 140), span(160, 200))))
                .containsExactly(heldHole(120, 140), hole(140, 160));
        assertThat(Holes.of(EXTENT, List.of(held(0, 50, 70), span(180, 200)))).containsExactly(hole(100, 180));
    }
}
