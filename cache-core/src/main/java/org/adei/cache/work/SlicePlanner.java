package org.adei.cache.work;

import java.util.ArrayList;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.store.Span;

/**
 * Cuts what is missing into slices. Slices start and end on edges of the coarsest level, so that they are independent;
 * only the ends of the source, of the configured limits, and of spans that broke off lie elsewhere.
 */
public final class SlicePlanner {
    /** Slices that a long group is cut into: enough for several workers, few enough for sparse groups. */
    static final int SLICES = 16;

    private SlicePlanner() {}

    /**
     * Slices that are still to cache, in order of time.
     *
     * @param extent what the source has, from its first row to behind its last
     * @param limits what the configuration wants; the first slice starts no earlier
     * @param spans the coverage, in order of time
     * @param coarsest the coarsest level of the ladder
     * @param windows fewest windows of the coarsest level in a slice, from 1 on
     */
    public static List<Interval> plan(Interval extent, Interval limits, List<Span> spans, Level coarsest, int windows) {
        if (extent.isEmpty()) {
            return List.of();
        }
        List<Interval> slices = new ArrayList<>();
        long position = Math.max(coarsest.floor(extent.from()), limits.from());
        long all = (extent.to() - position) / coarsest.nanos();
        long length = coarsest.nanos() * Math.max(windows, all / SLICES + 1);
        for (Span span : spans) {
            cut(position, Math.min(span.covered().from(), extent.to()), length, slices);
            long end = span.leased() ? span.goal() : span.covered().to();
            position = Math.max(position, end);
        }
        cut(position, extent.to(), length, slices);
        return slices;
    }

    private static void cut(long from, long to, long length, List<Interval> slices) {
        long start = from;
        while (start < to) {
            long edge = start - Math.floorMod(start, length) + length;
            long end = edge < start ? to : Math.min(edge, to);
            slices.add(new Interval(start, end));
            start = end;
        }
    }

    /**
     * The parts of the coverage that began inside of a window, not where the limits begin now: earlier rows would have
     * to go into windows that were closed without them, so they have to be forgotten first.
     */
    public static List<Interval> misaligned(Interval limits, List<Span> spans, Level coarsest) {
        List<Interval> wrong = new ArrayList<>();
        long previousEnd = Long.MIN_VALUE;
        for (Span span : spans) {
            long from = span.covered().from();
            boolean onEdge = coarsest.floor(from) == from;
            if (!onEdge && from > limits.from() && from != previousEnd && !span.leased()) {
                wrong.add(new Interval(coarsest.floor(from), Math.max(coarsest.ceiling(from), from)));
            }
            previousEnd = span.covered().to();
        }
        return wrong;
    }
}
