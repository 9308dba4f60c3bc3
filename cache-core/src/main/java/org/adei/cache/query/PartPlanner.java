package org.adei.cache.query;

import java.util.ArrayList;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Level;
import org.adei.cache.store.Span;

/** Cuts an interval into parts, each with the level that serves it. Pure; one plan, used by one thread. */
final class PartPlanner {
    private static final int RAW = -1;

    private final Ladder ladder;
    private final boolean raw;
    private final List<Part> parts = new ArrayList<>();

    private PartPlanner(Ladder ladder, boolean raw) {
        this.ladder = ladder;
        this.raw = raw;
    }

    /**
     * What a plan is made from.
     *
     * @param ladder levels of the group
     * @param raw whether raw rows may be read
     * @param spans what is cached, in order of time
     * @param openState whether the state of the windows open at the end of the last span is at hand
     */
    record Cached(Ladder ladder, boolean raw, List<Span> spans, boolean openState) {}

    /**
     * Parts in order of time that cover the interval without gap; what is not cached is {@link Origin#NOT_CACHED}.
     *
     * @param level level wanted, null for raw rows
     */
    static List<Part> plan(Cached cached, Interval interval, @org.jspecify.annotations.Nullable Level level) {
        PartPlanner planner = new PartPlanner(cached.ladder, cached.raw);
        int index = level == null ? RAW : cached.ladder.levels().indexOf(level);
        long position = interval.from();
        List<Region> regions = regions(cached.spans);
        for (int i = 0; i < regions.size(); i++) {
            Interval covered = regions.get(i).covered.intersect(interval);
            if (covered.isEmpty()) {
                continue;
            }
            planner.uncovered(position, covered.from());
            boolean tail = i == regions.size() - 1
                    && cached.openState
                    && regions.get(i).open
                    && covered.to() == regions.get(i).covered.to();
            planner.covered(covered.from(), covered.to(), index, tail);
            position = covered.to();
        }
        planner.uncovered(position, interval.to());
        return planner.parts;
    }

    /** Adjoining spans as one; open if windows are open at its end. */
    record Region(Interval covered, boolean open) {}

    static List<Region> regions(List<Span> spans) {
        List<Region> regions = new ArrayList<>();
        for (Span span : spans) {
            Region last = regions.isEmpty() ? null : regions.get(regions.size() - 1);
            if (last != null
                    && !last.open
                    && last.covered.to() == span.covered().from()) {
                Interval joined =
                        new Interval(last.covered.from(), span.covered().to());
                regions.set(regions.size() - 1, new Region(joined, span.open()));
            } else {
                regions.add(new Region(span.covered(), span.open()));
            }
        }
        return regions;
    }

    private void uncovered(long from, long to) {
        if (from < to) {
            parts.add(Part.without(new Interval(from, to), Origin.NOT_CACHED));
        }
    }

    private void covered(long from, long to, int index, boolean tail) {
        if (from >= to) {
            return;
        }
        if (index == RAW) {
            if (raw) {
                parts.add(Part.rows(new Interval(from, to)));
            }
            return;
        }
        Level level = ladder.levels().get(index);
        long first = level.ceiling(from);
        long last = level.floor(to);
        if (first < from || first > last || (first == last && !tail)) {
            covered(from, to, index - 1, tail);
            return;
        }
        covered(from, first, index - 1, false);
        if (first < last) {
            parts.add(Part.windows(new Interval(first, last), level));
        }
        if (!tail) {
            covered(last, to, index - 1, false);
        } else if (last < to) {
            parts.add(Part.openWindow(new Interval(last, to), level));
        }
    }
}
