package org.adei.cache.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.store.Span;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an interval into parts of which some are read from the source. The windows are those that would answer if all was
 * cached; a window of which any piece is not cached is read from the source as a whole. Pure.
 */
final class SourcePlanner {
    private final PartPlanner.Cached cached;
    private final Uncovered uncovered;
    private final List<PartPlanner.Region> regions;
    private final List<Part> parts = new ArrayList<>();

    private SourcePlanner(PartPlanner.Cached cached, Uncovered uncovered) {
        this.cached = cached;
        this.uncovered = uncovered;
        this.regions = PartPlanner.regions(cached.spans());
    }

    /**
     * What is not cached.
     *
     * @param gaps in order of time, with what is known of them
     * @param offered those that are to be read from the source
     * @param end behind the last row of the source
     */
    record Uncovered(List<Part> gaps, List<Part> offered, long end) {}

    /**
     * Parts in order of time that cover the interval without gap.
     *
     * @param level level wanted, null for raw rows
     */
    static List<Part> plan(PartPlanner.Cached cached, Uncovered uncovered, Interval interval, @Nullable Level level) {
        SourcePlanner planner = new SourcePlanner(cached, uncovered);
        for (Part part : PartPlanner.plan(planner.joined(), interval, level)) {
            if (part.origin() != Origin.CACHE) {
                planner.gap(part.interval());
            } else if (part.open()) {
                planner.openWindow(part);
            } else {
                planner.share(part);
            }
        }
        return planner.parts;
    }

    /** What is cached and what is offered, as if both were cached. */
    private PartPlanner.Cached joined() {
        List<Piece> pieces = new ArrayList<>();
        regions.forEach(region -> pieces.add(new Piece(region.covered(), region.open(), false)));
        uncovered.offered.forEach(
                gap -> pieces.add(new Piece(gap.interval(), gap.interval().to() == uncovered.end, true)));
        pieces.sort(Comparator.comparingLong(piece -> piece.interval.from()));
        List<Span> spans = new ArrayList<>();
        boolean openState = false;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean goesOn = i + 1 < pieces.size() && piece.isJoinedBy(pieces.get(i + 1));
            spans.add(new Span(piece.interval, piece.interval.to(), piece.open && !goesOn, false, 0));
            openState = piece.source ? piece.open : cached.openState();
        }
        return new PartPlanner.Cached(cached.ladder(), cached.raw(), spans, openState);
    }

    private record Piece(Interval interval, boolean open, boolean source) {
        boolean isJoinedBy(Piece next) {
            return (source || next.source) && interval.to() == next.interval.from();
        }
    }

    private void gap(Interval interval) {
        for (Part gap : uncovered.gaps) {
            if (gap.interval().overlaps(interval)) {
                parts.add(gap.within(gap.interval().intersect(interval)));
            }
        }
    }

    /** The cache has it if all of it is in the last span. */
    private void openWindow(Part part) {
        PartPlanner.Region last = regions.isEmpty() ? null : regions.get(regions.size() - 1);
        boolean whole = last != null
                && last.covered().from() <= part.interval().from()
                && last.covered().to() == part.interval().to();
        parts.add(whole ? part : part.fromSource(part.interval()));
    }

    private void share(Part part) {
        Level level = part.level();
        long at = part.interval().from();
        for (PartPlanner.Region region : regions) {
            Interval both = region.covered().intersect(part.interval());
            long from = level == null ? both.from() : level.ceiling(both.from());
            long to = level == null ? both.to() : level.floor(both.to());
            if (from < to) {
                source(part, at, from);
                parts.add(part.within(new Interval(from, to)));
                at = to;
            }
        }
        source(part, at, part.interval().to());
    }

    private void source(Part part, long from, long to) {
        if (from < to) {
            parts.add(part.fromSource(new Interval(from, to)));
        }
    }
}
