package org.adei.cache.model;

import java.time.Instant;

/**
 * A half-open span of time {@code [from, to)} in nanoseconds since 1970-01-01T00:00:00Z, negative before.
 *
 * @param from first nanosecond inside
 * @param to first nanosecond behind; {@link Long#MAX_VALUE} means without end
 */
public record Interval(long from, long to) {
    /** All times that a signed 64-bit count of nanoseconds can name: the years 1677 to 2262. */
    public static final Interval ALL = new Interval(Long.MIN_VALUE, Long.MAX_VALUE);

    public Interval {
        if (from > to) {
            throw new IllegalArgumentException("interval ends before it starts: from " + from + " to " + to);
        }
    }

    public boolean isEmpty() {
        return from == to;
    }

    public boolean contains(long nanos) {
        return from <= nanos && nanos < to;
    }

    public boolean overlaps(Interval other) {
        return from < other.to && other.from < to;
    }

    /** The common part, empty (at the later start) if there is none. */
    public Interval intersect(Interval other) {
        long start = Math.max(from, other.from);
        return new Interval(start, Math.max(start, Math.min(to, other.to)));
    }

    @Override
    public String toString() {
        return "[" + text(from) + ", " + text(to) + ")";
    }

    private static String text(long nanos) {
        if (nanos == Long.MIN_VALUE) {
            return "beginning";
        }
        if (nanos == Long.MAX_VALUE) {
            return "end";
        }
        return Nanos.toInstant(nanos).toString();
    }

    /** The interval between two instants. */
    public static Interval between(Instant from, Instant to) {
        return new Interval(Nanos.of(from), Nanos.of(to));
    }
}
