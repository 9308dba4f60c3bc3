package org.adei.cache.worker.verify;

import java.util.ArrayList;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.store.Span;

/**
 * A contiguous part of the coverage.
 *
 * @param interval all of it
 * @param last the span that ends it, at whose end windows may be open
 */
record Region(Interval interval, Span last) {
    /** Spans that touch are one region. */
    static List<Region> of(List<Span> spans) {
        List<Region> regions = new ArrayList<>();
        for (Span span : spans) {
            int before = regions.size() - 1;
            if (before >= 0
                    && regions.get(before).interval.to() == span.covered().from()) {
                Interval whole = new Interval(
                        regions.get(before).interval.from(), span.covered().to());
                regions.set(before, new Region(whole, span));
            } else {
                regions.add(new Region(span.covered(), span));
            }
        }
        return regions;
    }
}
