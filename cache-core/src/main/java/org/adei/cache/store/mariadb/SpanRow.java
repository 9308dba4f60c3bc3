package org.adei.cache.store.mariadb;

import org.adei.cache.model.Interval;
import org.adei.cache.store.Span;

/**
 * A row of {@code adei_coverage}. A leased row starts where its claim started; quiet rows before and behind it are
 * joined with it when it is given back.
 *
 * @param open whether it holds the state of open windows
 */
record SpanRow(long from, long to, long goal, boolean open, long rows, Hold hold) {
    /** End of what nobody else may claim. */
    long reserved() {
        return hold == Hold.LEASED ? Math.max(to, goal) : to;
    }

    boolean isEmpty() {
        return from == to;
    }

    boolean is(Hold wanted) {
        return hold == wanted;
    }

    /** Whether a claim that was held on the row until now reaches into the interval or touches it. */
    boolean touches(Interval interval) {
        return from <= interval.to() && interval.from() <= Math.max(to, goal);
    }

    /** Whether a claim of the slice has to be refused because of this row. */
    boolean refuses(Interval slice) {
        boolean overlaps = from < reserved() && from < slice.to() && slice.from() < reserved();
        boolean stateNotGivenBack = is(Hold.LEASED) && open && to == slice.from();
        return overlaps || stateNotGivenBack;
    }

    /** Both rows as one; the first must be quiet, without open windows, and end where the other starts. */
    SpanRow joined(SpanRow next) {
        return new SpanRow(from, next.to, next.goal, next.open, rows + next.rows, next.hold);
    }

    boolean joins(SpanRow next) {
        return is(Hold.QUIET) && !open && to == next.from;
    }

    Span span() {
        return new Span(new Interval(from, to), Math.max(to, goal), open, is(Hold.LEASED), rows);
    }
}
