package org.adei.cache.worker.verify;

import java.util.ArrayList;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.store.Span;

/** Finds what the coverage leaves out of that which the source has. Pure. */
final class Holes {
    private Holes() {}

    /**
     * A part of the source's extent that is not cached.
     *
     * @param interval never empty
     * @param held whether a worker is at work there, as one who follows the newest rows is behind the last of them
     */
    record Hole(Interval interval, boolean held) {}

    /**
     * All of them, in order of time.
     *
     * @param extent what the source has within the limits of the group
     * @param spans the coverage, in order of time
     */
    static List<Hole> of(Interval extent, List<Span> spans) {
        List<Hole> holes = new ArrayList<>();
        long position = extent.from();
        long held = extent.from();
        for (Span span : spans) {
            add(
                    holes,
                    new Interval(
                            position, Math.max(position, Math.min(span.covered().from(), extent.to()))),
                    held);
            position = Math.max(position, span.covered().to());
            held = span.leased() ? span.goal() : position;
        }
        add(holes, new Interval(position, Math.max(position, extent.to())), held);
        return holes;
    }

    private static void add(List<Hole> holes, Interval all, long heldUpTo) {
        long edge = Math.min(all.to(), Math.max(all.from(), heldUpTo));
        if (all.from() < edge) {
            holes.add(new Hole(new Interval(all.from(), edge), true));
        }
        if (edge < all.to()) {
            holes.add(new Hole(new Interval(edge, all.to()), false));
        }
    }
}
