package org.adei.cache.scheduler;

import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.adei.cache.log.Severity;
import org.adei.cache.store.EventStore;

/** Deletes texts of events that are too old, in small statements. Used by the leader's thread. */
final class EventExpiry {
    /** Texts of one statement. */
    static final int PORTION = 2_000;

    /** Statements of one turn and severity, so that planning never waits for long. */
    static final int PORTIONS = 10;

    private final EventStore events;
    private final Map<Severity, Duration> keep;

    /** Keeps texts of the severities that are named for so long, those of others for ever. */
    EventExpiry(EventStore events, Map<Severity, Duration> keep) {
        this.events = events;
        this.keep = keep;
    }

    /** Does one turn. */
    void run(BooleanSupplier leading) {
        keep.forEach((severity, age) -> {
            int portions = 0;
            while (portions < PORTIONS && leading.getAsBoolean() && events.expire(severity, age, PORTION) == PORTION) {
                portions++;
            }
        });
    }
}
