package org.adei.cache.source.rule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/** Instants of dates and times of day in a zone. */
public final class LocalTimes {
    private LocalTimes() {}

    /**
     * When the clocks of a zone showed a time; the first time if they did twice.
     *
     * @throws NoSuchTimeException if they never did, since they were put forward then
     */
    public static Instant instant(LocalDateTime shown, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(shown);
        if (offsets.isEmpty()) {
            throw new NoSuchTimeException(shown + " does not exist in " + zone
                    + ", the clock was put forward then: expected another zone, or UTC");
        }
        return shown.toInstant(offsets.get(0));
    }
}
