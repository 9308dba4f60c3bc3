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

    private Interval extent(Source source, GroupId id) {
        Found now = found.compute(
                source.name(),
                (name, before) -> before != null && clock.getAsLong() - before.at < LOOK_NANOS
                        ? before
                        : new Found(source.discover().groups(), clock.getAsLong()));
        for (SourceGroup group : now.groups) {
            if (group.id().equals(id)) {
                return source.extent(group);
            }
        }
        return NOTHING;
    }

    /**
     * What a source had.
     *
     * @param at time of the clock when it was asked
     */
    private record Found(List<SourceGroup> groups, long at) {}
}
