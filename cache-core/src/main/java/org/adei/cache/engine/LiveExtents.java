package org.adei.cache.engine;

import java.util.List;
import java.util.Optional;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.query.SourceExtents;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;

/** Asks the source of a group, at the time of the question, what it has. */
final class LiveExtents implements SourceExtents {
    private static final Interval NOTHING = new Interval(0, 0);

    private final List<Source> sources;

    LiveExtents(List<Source> sources) {
        this.sources = sources;
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
            return Optional.empty();
        }
    }

    private static Interval extent(Source source, GroupId id) {
        for (SourceGroup group : source.discover().groups()) {
            if (group.id().equals(id)) {
                return source.extent(group);
            }
        }
        return NOTHING;
    }
}
