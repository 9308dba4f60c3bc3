package org.adei.cache.source.jdbc;

/** Chooses how a time column is read by what it holds. */
final class TimeCodecs {
    private TimeCodecs() {}

    static TimeCodec of(Column column, TimeColumn time) {
        TimeType type = time.type();
        if (type.isEpoch()) {
            return switch (column.kind()) {
                case INTEGER -> new EpochIntegers(type);
                case FLOAT -> new EpochDoubles(type);
                case DECIMAL -> new EpochDecimals(type);
                default -> throw unfit(column, type);
            };
        }
        return switch (column.kind()) {
            case LOCAL_TIME -> new LocalTimes(new LocalClock(time.zone()));
            case INSTANT -> new Instants();
            default -> throw unfit(column, type);
        };
    }

    static IllegalArgumentException unfit(Column column, TimeType type) {
        String expected = type.isEpoch()
                ? "a column of numbers, or type datetime if it holds dates"
                : "a column of dates with times"
                        + (column.kind().isNumeric()
                                ? ", or type epoch-seconds, epoch-millis, epoch-micros or epoch-nanos"
                                : "");
        return new IllegalArgumentException(
                "time column " + column + " is not a time of type " + type + ": expected " + expected);
    }
}
