package org.adei.cache.queue;

import java.time.Duration;
import java.util.Optional;
import org.adei.cache.work.LaneName;
import org.jspecify.annotations.Nullable;

/**
 * What a lane has in the queue.
 *
 * @param ready may be handed out now
 * @param leased handed out
 * @param waiting put back until later
 * @param quarantined set aside
 * @param oldestAge time since the oldest that is not set aside was put in, null if there is none
 */
public record LaneDepth(
        LaneName lane,
        long ready,
        long leased,
        long waiting,
        long quarantined,
        @Nullable Duration oldestAge) {
    /** All that is still to do. */
    public long open() {
        return ready + leased + waiting;
    }

    /** Time since the oldest item that is still to do was put in. */
    public Optional<Duration> oldest() {
        return Optional.ofNullable(oldestAge);
    }
}
