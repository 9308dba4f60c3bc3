package org.adei.cache.work;

import java.util.List;
import java.util.Optional;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.store.Span;

/**
 * Which piece of a group is compared with its source next. Pieces lie on edges of the coarsest level, inside of what is
 * cached. What lies before the first row that the source has is left alone: sources drop their oldest rows, and the cache
 * is there to keep them. Pure.
 */
public final class ScrubPlanner {
    private ScrubPlanner() {}

    /**
     * The next piece.
     *
     * @param spans the coverage, in order of time
     * @param source what the source has now, within the configured limits
     * @param coarsest the coarsest level of the ladder
     * @param windows most windows of the coarsest level in a piece, from 1 on
     * @param overlap nanoseconds at the end of the coverage that are left to those who follow the newest rows
     * @param reached everything before it was compared
     * @return empty if nothing is left
     */
    public static Optional<Interval> next(
            List<Span> spans, Interval source, Level coarsest, int windows, long overlap, long reached) {
        if (source.isEmpty()) {
            return Optional.empty();
        }
        long first = coarsest.ceiling(Math.max(reached, source.from()));
        for (int i = 0; i < spans.size(); i++) {
            Interval covered = spans.get(i).covered();
            long end = i == spans.size() - 1 ? Math.max(covered.from(), covered.to() - overlap) : covered.to();
            long from = Math.max(first, coarsest.ceiling(covered.from()));
            long to = coarsest.floor(end);
            if (from < to) {
                long most = coarsest.nanos() * windows;
                return Optional.of(new Interval(from, to - from < most ? to : from + most));
            }
        }
        return Optional.empty();
    }
}
