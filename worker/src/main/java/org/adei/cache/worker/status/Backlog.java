package org.adei.cache.worker.status;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a lane has in the queue.
 *
 * @param waiting items that nobody works on
 * @param atWork items that somebody works on
 * @param setAside items in quarantine
 * @param oldestAge time since the oldest that is not set aside was put in, null if there is none
 */
public record Backlog(
        long waiting, long atWork, long setAside, @Nullable Duration oldestAge) {
    static final Backlog NONE = new Backlog(0, 0, 0, null);

    Optional<Duration> oldest() {
        return Optional.ofNullable(oldestAge);
    }
}
