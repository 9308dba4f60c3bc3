package org.adei.cache.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Level;
import org.adei.cache.model.Nanos;
import org.adei.cache.store.Span;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourcePlannerTest {
    private static final Ladder LADDER = Ladder.ofSeconds(10, 60, 600);
    private static final Level MINUTE = new Level(60);

    private static Interval seconds(long from, long to) {
        return new Interval(from * Nanos.PER_SECOND, to * Nanos.PER_SECOND);
    }

    private static Span span(long from, long to, boolean open) {
        Interval covered = seconds(from, to);
        return new Span(covered, covered.to(), open, false, 1);
    }

    private static List<Part> plan(List<Span> spans, Interval extent, Interval interval, @Nullable Level level) {
        PartPlanner.Cached cached = new PartPlanner.Cached(LADDER, true, spans, true);
        List<Part> gaps = new ArrayList<>();
        for (Part part : PartPlanner.plan(cached, interval, level)) {
            if (part.origin() != Origin.CACHE) {
                gaps.addAll(Uncached.explain(part, Optional.of(extent)));
            }
        }
        List<Part> offered = gaps.stream().filter(Part::isOffered).toList();
        return SourcePlanner.plan(cached, new SourcePlanner.Uncovered(gaps, offered, extent.to()), interval, level);
    }

    private static String text(List<Part> parts) {
        return parts.stream()
                .map(part -> part.origin() + " " + part.levelText() + " "
                        + part.interval().from() / Nanos.PER_SECOND + "-"
                        + part.interval().to() / Nanos.PER_SECOND)
                .collect(Collectors.joining(", "));
    }

    @Test
    void aWindowOfWhichAPieceIsNotCachedIsReadAsAWhole() {
        assertThat(text(plan(
                        List.of(span(0, 100, false), span(200, 600, false)), seconds(0, 600), seconds(0, 600), MINUTE)))
                .isEqualTo("CACHE 60s 0-60, SOURCE 60s 60-240, CACHE 60s 240-600");
    }

    @Test
    void theWindowThatFillsGoesOnBehindTheCache() {
        assertThat(text(plan(List.of(span(0, 100, true)), seconds(0, 130), seconds(0, 200), MINUTE)))
                .isEqualTo("CACHE 60s 0-60, SOURCE 60s 60-120, SOURCE 60s open 120-130, NO_ROWS none 130-200");
        assertThat(text(plan(List.of(span(0, 125, true)), seconds(0, 130), seconds(0, 200), MINUTE)))
                .isEqualTo("CACHE 60s 0-120, SOURCE 60s open 120-130, NO_ROWS none 130-200");
    }

    @Test
    void rawRowsAreReadExactlyWhereTheyAreMissing() {
        assertThat(text(plan(List.of(span(0, 100, true)), seconds(0, 130), seconds(5, 120), null)))
                .isEqualTo("CACHE raw 5-100, SOURCE raw 100-120");
    }

    @Test
    void thePartsAreThoseOfAFullCache() {
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            long end = 1_000 + random.nextInt(3_000);
            List<Span> spans = new ArrayList<>();
            long at = 0;
            while (at < end) {
                long from = Math.min(end, at + random.nextInt(700));
                long to = Math.min(end, from + random.nextInt(1_500));
                if (from < to) {
                    spans.add(span(from, to, false));
                }
                at = to + 1;
            }
            if (!spans.isEmpty()) {
                Span last = spans.remove(spans.size() - 1);
                spans.add(new Span(last.covered(), last.goal(), true, false, 1));
            }
            long first = random.nextInt((int) end);
            Interval interval = seconds(first, first + 1 + random.nextInt(4_000));
            Level level = random.nextInt(4) == 0 ? null : LADDER.levels().get(random.nextInt(3));

            List<Part> parts = plan(spans, seconds(0, end), interval, level);

            List<Part> full = plan(List.of(span(0, end, true)), seconds(0, end), interval, level);
            assertThat(joined(parts)).as("seed " + seed).isEqualTo(joined(full));
            assertThat(parts).as("seed " + seed).noneMatch(part -> part.origin() == Origin.NOT_CACHED);
        }
    }

    /** Parts without the difference between cache and source. */
    private static String joined(List<Part> parts) {
        List<Part> joined = new ArrayList<>();
        for (Part part : parts) {
            Part last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null
                    && last.origin().answers() == part.origin().answers()
                    && last.levelText().equals(part.levelText())) {
                joined.set(
                        joined.size() - 1,
                        last.within(new Interval(
                                last.interval().from(), part.interval().to())));
            } else {
                joined.add(part.origin() == Origin.CACHE ? part.fromSource(part.interval()) : part);
            }
        }
        return text(joined);
    }
}
