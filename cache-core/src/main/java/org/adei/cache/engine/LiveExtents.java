package org.adei.cache.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.query.SourceExtents;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;

/**
 * Asks the source of a group, at the time of the question, what it has. Where the group is found in its source is asked
 * once in a while only, since that may mean to look at all of the source. Thread-safe.
 */
final class LiveExtents implements SourceExtents {
    private static final Interval NOTHING = new Interval(0, 0);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final List<Source> sources;
    private final LongSupplier clock;
    private final Map<String, Found> found = new ConcurrentHashMap<>();

    /** @param clock monotonic time in nanoseconds */
    LiveExtents(List<Source> sources, LongSupplier clock) {
        this.sources = sources;
        this.clock = clock;
    }

    @Override
    public Optional<Interval> extent(GroupId group) {
        try {
            for (Source source : sources) {
                if (source.name().equals(group.server())) {
                    return Optional.of(extent(source, group));
                }
            }
            return Optional.empty();
        } catch (CacheException e) {
            // that the source cannot be reached is the answer; a run names the reason
            found.remove(group.server());
            return Optional.empty();
        }
    }

    /**
     * A group and its source, as it was at the last look.
     *
     * @throws CacheException if the source cannot be looked through
     */
    Optional<Located> find(GroupId id) {
        for (Source source : sources) {
            if (source.name().equals(id.server())) {
                return find(source, id).map(group -> new Located(source, group));
            }
        }
        return Optional.empty();
    }

    /** Where a group is. */
    record Located(Source source, SourceGroup group) {}

    private Interval extent(Source source, GroupId id) {
        return find(source, id).map(source::extent).orElse(NOTHING);
    }

    private Optional<SourceGroup> find(Source source, GroupId id) {
        Found now = found.compute(
                source.name(),
                (name, before) -> before != null && clock.getAsLong() - before.at < LOOK_NANOS
                        ? before
                        : new Found(source.discover().groups(), clock.getAsLong()));
        return now.groups.stream().filter(group -> group.id().equals(id)).findFirst();
    }

    /**
     * What a source had.
     *
     * @param at time of the clock when it was asked
     */
    private record Found(List<SourceGroup> groups, long at) {}
}
