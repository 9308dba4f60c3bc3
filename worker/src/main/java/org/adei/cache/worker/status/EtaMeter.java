package org.adei.cache.worker.status;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.adei.cache.model.GroupId;

/** Tells from looks at the coverage of groups when they will be complete. Used by one thread. */
final class EtaMeter {
    private static final long WINDOW = Duration.ofSeconds(30).toNanos();
    private static final double LONGEST_SECONDS = Duration.ofDays(3650).toSeconds();

    private final Map<GroupId, Look> first = new HashMap<>();
    private final Map<GroupId, Look> second = new HashMap<>();

    private record Look(long at, long covered) {}

    /**
     * Time that is left at the pace of the last half minute or minute; empty at the first look, and where nothing moves.
     *
     * @param covered nanoseconds of the group that are cached
     * @param missing nanoseconds that are not
     * @param now nanoseconds of a clock that only goes on
     */
    Optional<Duration> left(GroupId group, long covered, long missing, long now) {
        Look before = first.computeIfAbsent(group, id -> new Look(now, covered));
        Look middle = second.computeIfAbsent(group, id -> new Look(now, covered));
        if (now - middle.at() > WINDOW) {
            first.put(group, middle);
            second.put(group, new Look(now, covered));
        }
        double pace = (covered - before.covered()) / (double) (now - before.at());
        if (missing <= 0 || !(pace > 0)) {
            return Optional.empty();
        }
        double seconds = missing / pace / 1e9;
        return seconds > LONGEST_SECONDS ? Optional.empty() : Optional.of(Duration.ofMillis((long) (seconds * 1000)));
    }
}
