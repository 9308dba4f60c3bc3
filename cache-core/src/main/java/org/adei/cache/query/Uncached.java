package org.adei.cache.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adei.cache.model.Interval;

/** Tells apart what the source does not have from what is not cached yet. Pure. */
final class Uncached {
    private Uncached() {}

    /**
     * Cuts a part that is not cached at the ends of what the source has.
     *
     * @param extent what the source has, empty if it cannot be reached
     */
    static List<Part> explain(Part part, Optional<Interval> extent) {
        Interval wanted = part.interval();
        if (extent.isEmpty()) {
            return List.of(Part.without(wanted, Origin.UNREACHABLE));
        }
        Interval inside = wanted.intersect(extent.get());
        if (inside.isEmpty()) {
            return List.of(Part.without(wanted, Origin.NO_ROWS));
        }
        List<Part> parts = new ArrayList<>();
        add(parts, wanted.from(), inside.from(), Origin.NO_ROWS);
        add(parts, inside.from(), inside.to(), Origin.NOT_CACHED);
        add(parts, inside.to(), wanted.to(), Origin.NO_ROWS);
        return parts;
    }

    private static void add(List<Part> parts, long from, long to, Origin origin) {
        if (from < to) {
            parts.add(Part.without(new Interval(from, to), origin));
        }
    }
}
