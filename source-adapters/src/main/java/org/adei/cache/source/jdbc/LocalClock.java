package org.adei.cache.source.jdbc;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import org.adei.cache.model.Nanos;
import org.jspecify.annotations.Nullable;

/**
 * Nanoseconds of dates and times of day in a zone. What a clock showed twice (it was put back) counts as the first
 * time, so that later readings are later times; what it never showed (it was put forward) is no time.
 */
final class LocalClock {
    private final ZoneId zone;
    private final ZoneRules rules;
    private final @Nullable ZoneOffset fixed;

    LocalClock(ZoneId zone) {
        this.zone = zone;
        this.rules = zone.getRules();
        this.fixed = rules.isFixedOffset() ? rules.getOffset(LocalDateTime.MIN) : null;
    }

    long nanos(LocalDateTime shown) {
        ZoneOffset offset = fixed;
        if (offset == null) {
            List<ZoneOffset> offsets = rules.getValidOffsets(shown);
            if (offsets.isEmpty()) {
                throw new DateTimeException(shown + " does not exist in " + zone
                        + ", the clock was put forward then: expected another zone, or UTC");
            }
            offset = offsets.get(0);
        }
        long second = shown.toEpochSecond(offset);
        if (second < Math.floorDiv(TimeCodec.LEAST, Nanos.PER_SECOND)
                || second > Math.floorDiv(TimeCodec.GREATEST, Nanos.PER_SECOND)) {
            throw TimeCodec.outOfRange(shown);
        }
        return second * Nanos.PER_SECOND + shown.getNano();
    }

    /** A reading of the clock that none at or after the time is below. */
    LocalDateTime lower(long nanos) {
        return shown(nanos);
    }

    /** A reading of the clock that none at or before the time is above. */
    LocalDateTime upper(long nanos) {
        LocalDateTime shown = shown(nanos);
        ZoneOffsetTransition transition = fixed == null ? rules.getTransition(shown) : null;
        return transition != null && transition.isOverlap() ? transition.getDateTimeBefore() : shown;
    }

    /** Whole microseconds, which is what every database can compare. */
    private LocalDateTime shown(long nanos) {
        return LocalDateTime.ofInstant(Nanos.toInstant(nanos), zone).truncatedTo(ChronoUnit.MICROS);
    }
}
