package org.adei.cache.worker.status;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Span;
import org.adei.cache.work.Scrubs;
import org.jspecify.annotations.Nullable;

/**
 * How far one group is.
 *
 * @param cached the group
 * @param spans its coverage in order of time
 * @param extent what its source has, null if that is not known
 * @param left time until all is cached at the present pace, null if that is not known
 * @param by how its newest rows are followed: {@code push}, {@code polling}, null if nobody does
 * @param scrub how far it was compared with its source, null if it never was
 * @param problem its last failure, null if it works
 */
public record GroupLine(
        CachedGroup cached,
        List<Span> spans,
        @Nullable Interval extent,
        @Nullable Duration left,
        @Nullable String by,
        Scrubs.@Nullable Scrubbed scrub,
        @Nullable String problem) {
    public GroupLine {
        spans = List.copyOf(spans);
    }

    GroupId id() {
        return cached.id();
    }

    long rows() {
        return spans.stream().mapToLong(Span::rows).sum();
    }

    Optional<Interval> known() {
        return Optional.ofNullable(extent);
    }

    /** Nanoseconds of the extent that are cached. */
    long covered() {
        Interval all = extent;
        return all == null
                ? 0
                : spans.stream()
                        .map(Span::covered)
                        .mapToLong(
                                each -> Math.max(0, Math.min(each.to(), all.to()) - Math.max(each.from(), all.from())))
                        .sum();
    }

    /** Nanoseconds of the extent that are not cached. */
    long missing() {
        return extent == null ? 0 : extent.to() - extent.from() - covered();
    }

    /** Part of what the source has that is cached, 0 to 1. */
    OptionalDouble coverage() {
        Interval all = extent;
        if (all == null) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(all.isEmpty() ? 1 : (double) covered() / (all.to() - all.from()));
    }

    /** Time, in that of the rows, between the newest that is cached and the newest that the source has. */
    Optional<Duration> lag() {
        Interval all = extent;
        if (all == null || spans.isEmpty() && !all.isEmpty()) {
            return Optional.empty();
        }
        long end = spans.isEmpty()
                ? all.to()
                : spans.get(spans.size() - 1).covered().to();
        return Optional.of(Duration.ofNanos(Math.max(0, all.to() - end)));
    }

    Optional<Duration> eta() {
        return Optional.ofNullable(left);
    }

    Optional<String> failure() {
        return Optional.ofNullable(problem);
    }
}
