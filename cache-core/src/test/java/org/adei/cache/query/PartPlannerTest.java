package org.adei.cache.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Level;
import org.adei.cache.model.Nanos;
import org.adei.cache.store.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartPlannerTest {
    private static final Ladder LADDER = Ladder.ofSeconds(10, 60, 600);
    private static final Level MINUTE = new Level(60);
    private static final Level TEN_MINUTES = new Level(600);

    private static Span span(long from, long to, boolean open) {
        Interval covered = seconds(from, to);
        return new Span(covered, covered.to(), open, false, 1);
    }

    private static Interval seconds(long from, long to) {
        return new Interval(from * Nanos.PER_SECOND, to * Nanos.PER_SECOND);
    }

    private static String plan(boolean raw, Interval interval, Level level, Span... spans) {
        PartPlanner.Cached cached = new PartPlanner.Cached(LADDER, raw, List.of(spans), true);
        return PartPlanner.plan(cached, interval, level).stream()
                .map(part -> part.levelText() + " " + part.interval().from() / Nanos.PER_SECOND + "-"
                        + part.interval().to() / Nanos.PER_SECOND)
                .collect(Collectors.joining(", "));
    }

    @Test
    void anAlignedIntervalIsServedByOneLevel() {
        assertThat(plan(true, seconds(600, 1800), TEN_MINUTES, span(0, 6000, false)))
                .isEqualTo("600s 600-1800");
    }

    @Test
    void finerLevelsServeTheUnalignedEnds() {
        assertThat(plan(true, seconds(575, 1283), TEN_MINUTES, span(0, 6000, false)))
                .isEqualTo("raw 575-580, 10s 580-600, 600s 600-1200, 60s 1200-1260, 10s 1260-1280, raw 1280-1283");
    }

    @Test
    void withoutRawRowsTheEndsStopAtTheFinestLevel() {
        assertThat(plan(false, seconds(570, 1280), TEN_MINUTES, span(0, 6000, false)))
                .isEqualTo("10s 570-600, 600s 600-1200, 60s 1200-1260, 10s 1260-1280");
    }

    @Test
    void theOpenWindowServesTheTail() {
        assertThat(plan(true, seconds(0, 1283), TEN_MINUTES, span(0, 1283, true)))
                .isEqualTo("600s 0-1200, 600s open 1200-1283");
    }

    @Test
    void anOpenWindowThatBeginsBeforeTheIntervalIsReplacedByAFinerOne() {
        assertThat(plan(true, seconds(1203, 1283), TEN_MINUTES, span(0, 1283, true)))
                .isEqualTo("raw 1203-1210, 10s 1210-1260, 60s open 1260-1283");
    }

    @Test
    void theOpenWindowIsNotUsedWhereTheIntervalEndsEarlier() {
        assertThat(plan(true, seconds(1200, 1282), MINUTE, span(0, 1283, true)))
                .isEqualTo("60s 1200-1260, 10s 1260-1280, raw 1280-1282");
    }

    @Test
    void holesInTheCoverageAreNamedAndNeighboursAreJoined() {
        assertThat(plan(
                        true,
                        seconds(0, 4000),
                        TEN_MINUTES,
                        span(600, 1200, false),
                        span(1200, 1800, false),
                        span(2400, 3000, true)))
                .isEqualTo("none 0-600, 600s 600-1800, none 1800-2400, 600s 2400-3000, none 3000-4000");
    }

    @Test
    void rawRowsServeEverythingWhereTheyAreWanted() {
        assertThat(plan(true, seconds(3, 1283), null, span(0, 1283, true))).isEqualTo("raw 3-1283");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void partsCoverAnyIntervalWithoutGapAndWindowsAreWhole(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 2000; round++) {
            long from = random.nextInt(5000) - 2500;
            Interval interval = seconds(from, from + random.nextInt(4000));
            Span first = span(-1800, -600 + random.nextInt(500), true);
            Span second = span(600, 600 + random.nextInt(2000), true);
            Level level = LADDER.levels().get(random.nextInt(3));
            PartPlanner.Cached cached = new PartPlanner.Cached(LADDER, true, List.of(first, second), true);
            long position = interval.from();
            for (Part part : PartPlanner.plan(cached, interval, level)) {
                assertThat(part.interval().from()).isEqualTo(position);
                position = part.interval().to();
                if (part.level() != null) {
                    assertThat(part.level().floor(part.interval().from()))
                            .isEqualTo(part.interval().from());
                    assertThat(part.open() || part.level().floor(position) == position)
                            .isTrue();
                }
            }
            assertThat(position).isEqualTo(interval.to());
        }
    }
}
