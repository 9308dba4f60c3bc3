package org.adei.cache.source.synthetic;

import java.time.Duration;
import java.time.Instant;
import org.adei.cache.model.Nanos;

/**
 * When rows are due.
 *
 * @param start time of the first, in nanoseconds since 1970
 * @param period nanoseconds from one to the next, from 1 on
 * @param rows number of rows that are due, from 0 on; gaps take some of them away
 */
record Schedule(long start, long period, long rows) {
    static Schedule of(Instant start, Duration period, long rows) {
        return new Schedule(Nanos.of(start), period.toNanos(), rows);
    }

    Schedule {
        if (period < 1 || rows < 0) {
            throw new IllegalArgumentException("period of " + period + " ns and " + rows
                    + " rows cannot be used: expected a period above 0 and no negative number of rows");
        }
        Nanos.of(Nanos.toInstant(Math.addExact(start, Math.multiplyExact(period, rows))));
    }
}
