package org.adei.cache.store.mariadb.wide;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.adei.cache.model.Nanos;

/** DATETIME columns, always in UTC. */
final class DateTimes {
    /** Bounds that MariaDB's DATETIME holds and that no time of ours reaches. */
    private static final long FIRST = LocalDateTime.parse("1600-01-01T00:00:00").toEpochSecond(ZoneOffset.UTC);

    private static final long LAST = LocalDateTime.parse("2300-01-01T00:00:00").toEpochSecond(ZoneOffset.UTC);

    private DateTimes() {}

    /** The whole second that holds the time. */
    static LocalDateTime of(long nanos) {
        return ofSecond(Math.floorDiv(nanos, Nanos.PER_SECOND));
    }

    /** The first whole second at or behind the time. */
    static LocalDateTime ceiling(long nanos) {
        return ofSecond(-Math.floorDiv(-Math.max(nanos, -Long.MAX_VALUE), Nanos.PER_SECOND));
    }

    private static LocalDateTime ofSecond(long second) {
        return LocalDateTime.ofEpochSecond(Math.max(FIRST, Math.min(LAST, second)), 0, ZoneOffset.UTC);
    }
}
