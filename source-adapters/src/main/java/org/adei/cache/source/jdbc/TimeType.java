package org.adei.cache.source.jdbc;

/** How a column holds the time of a row. */
public enum TimeType {
    /** Seconds since 1970 UTC: integers, decimals, or doubles read as the decimal number they were written as. */
    EPOCH_SECONDS(1_000_000_000L),
    /** Milliseconds since 1970 UTC. */
    EPOCH_MILLIS(1_000_000L),
    /** Microseconds since 1970 UTC. */
    EPOCH_MICROS(1_000L),
    /** Nanoseconds since 1970 UTC. */
    EPOCH_NANOS(1L),
    /** Date and time of day in a zone; a column that knows its instant is read as such. */
    DATETIME(0),
    /** The same as {@link #DATETIME}. */
    TIMESTAMP(0);

    private final long unit;

    TimeType(long unit) {
        this.unit = unit;
    }

    boolean isEpoch() {
        return unit > 0;
    }

    /** Nanoseconds in one; 0 where the type is no number. */
    long unit() {
        return unit;
    }

    /** Decimal digits between the unit and a nanosecond. */
    int digits() {
        return Long.toString(unit).length() - 1;
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
