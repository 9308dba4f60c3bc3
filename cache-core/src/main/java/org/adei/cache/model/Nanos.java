package org.adei.cache.model;

import java.time.DateTimeException;
import java.time.Instant;

/** Times as a signed count of nanoseconds since 1970-01-01T00:00:00Z; from the year 1680 to the end of 2259. */
public final class Nanos {
    /** Nanoseconds in a second. */
    public static final long PER_SECOND = 1_000_000_000L;

    /** What 64 bits can name reaches two years farther on both sides, so that edges of windows never overflow. */
    private static final long MIN_SECOND = Instant.parse("1680-01-01T00:00:00Z").getEpochSecond();

    private static final long MAX_SECOND = Instant.parse("2259-12-31T23:59:59Z").getEpochSecond();

    private Nanos() {}

    /**
     * Nanoseconds of an instant.
     *
     * @throws DateTimeException outside of the range
     */
    public static long of(Instant instant) {
        return of(instant.getEpochSecond(), instant.getNano());
    }

    /**
     * Nanoseconds of whole seconds and a fraction.
     *
     * @param nano 0 to 999,999,999
     * @throws DateTimeException outside of the range
     */
    public static long of(long epochSecond, int nano) {
        if (epochSecond < MIN_SECOND || epochSecond > MAX_SECOND) {
            throw new DateTimeException(
                    "second " + epochSecond + " since 1970 is out of range: expected a time in the years 1680 to 2259");
        }
        return epochSecond * PER_SECOND + nano;
    }

    public static Instant toInstant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, PER_SECOND), Math.floorMod(nanos, PER_SECOND));
    }
}
