package org.adei.cache.work;

import java.util.ArrayList;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.store.Span;

/**
 * What is left of a slice that was planned some time ago.
 *
 * @param missing parts that nobody has cached or is at work on, in order of time
 * @param busy whether others are at work on parts of it who will come to an end, which those who follow the newest rows
 *     do not
 */
public record Gaps(List<Interval> missing, boolean busy) {
    public Gaps {
        missing = List.copyOf(missing);
    }

    /** Whether nothing is left to do. */
    public boolean isDone() {
        return missing.isEmpty() && !busy;
    }

    /**
     * Compares a slice with the coverage. A slice that begins inside of a window of the coarsest level, where no span
     * ends any more, was planned on coverage that is forgotten: nothing of it is to be done.
     *
     * @param limits what the configuration wants; a slice may begin where it begins
     * @param spans the coverage, in order of time
     */
    public static Gaps of(Interval slice, Interval limits, List<Span> spans, Level coarsest) {
        List<Interval> missing = new ArrayList<>();
        boolean busy = false;
        long position = slice.from();
        boolean anchored = coarsest.floor(position) == position || position == limits.from();
        for (Span span : spans) {
            Interval taken = taken(span);
            anchored |= taken.contains(slice.from()) || taken.to() == slice.from();
            busy |= span.leased() && span.goal() < limits.to() && taken.overlaps(slice);
            if (taken.from() > position && position < slice.to()) {
                missing.add(new Interval(position, Math.min(taken.from(), slice.to())));
            }
            position = Math.max(position, taken.to());
        }
        if (position < slice.to()) {
            missing.add(new Interval(position, slice.to()));
        }
        return anchored ? new Gaps(missing, busy) : new Gaps(List.of(), false);
    }

    private static Interval taken(Span span) {
        long end = span.leased()
                ? Math.max(span.goal(), span.covered().to())
                : span.covered().to();
        return new Interval(span.covered().from(), end);
    }
}
