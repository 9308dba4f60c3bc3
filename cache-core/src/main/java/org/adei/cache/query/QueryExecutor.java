package org.adei.cache.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Level;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.ReadableStore;
import org.jspecify.annotations.Nullable;

/** Answers queries out of a cache. Thread-safe; reads in the caller's thread. */
public final class QueryExecutor {
    private final ReadableStore store;
    private final SourceExtents extents;
    private final QueryLimits limits;

    public QueryExecutor(ReadableStore store, SourceExtents extents, QueryLimits limits) {
        this.store = store;
        this.extents = extents;
        this.limits = limits;
    }

    /**
     * Answers a query.
     *
     * @throws ConfigurationException if the group or a channel is not in the cache, or it asks for more than the limits
     */
    public QueryResult run(Query query) {
        CachedGroup group = store.catalogue()
                .find(query.group())
                .orElseThrow(() -> new ConfigurationException(
                        "group " + query.group() + " is not in the cache: expected one of those that `status` lists"));
        List<String> channels = query.channels().isEmpty() ? group.channels() : query.channels();
        int[] positions = positions(group, channels);
        bounded(query, positions.length);
        Snapshot snapshot = Snapshot.of(store.reader(), group);
        boolean raw = query.raw() && group.raw();
        Interval interval = interval(query.interval(), snapshot, raw ? null : group.ladder());
        PartReader reader = new PartReader(store.reader(), group, snapshot);
        Level level = LevelChooser.choose(group.ladder(), interval, query.points(), raw, limits.windows())
                .orElse(null);
        if (level == null && reader.countRows(interval, limits.rawRows()) > limits.rawRows()) {
            level = group.ladder().finest();
        }
        PartPlanner.Cached cached = new PartPlanner.Cached(
                group.ladder(), raw, snapshot.spans(), !snapshot.open().isEmpty());
        List<Part> parts = PartPlanner.plan(cached, interval, level);
        SampleCollector samples = new SampleCollector(interval, query.points(), positions.length);
        reader.read(parts, positions, samples);
        return new QueryResult(
                query.group(),
                channels,
                interval,
                samples.samples(),
                new QueryResult.Provenance(explained(query, parts), snapshot.watermark()));
    }

    private static int[] positions(CachedGroup group, List<String> channels) {
        for (String channel : channels) {
            if (group.position(channel) < 0) {
                String known = group.channels().stream().limit(50).collect(Collectors.joining(", "));
                throw new ConfigurationException("group " + group.id() + " has no channel \"" + channel
                        + "\": expected some of " + known + (group.channels().size() > 50 ? ", .." : ""));
            }
        }
        return channels.stream().mapToInt(group::position).toArray();
    }

    private void bounded(Query query, int channels) {
        if (query.points() > limits.points() || (long) query.points() * channels > limits.values()) {
            throw new ConfigurationException("query for " + query.points() + " points of " + channels
                    + " channels is too large: expected at most " + limits.points() + " points and " + limits.values()
                    + " values; ask for fewer points or channels");
        }
    }

    /** Bounds that are left open become those of what is cached; without raw rows, edges of the finest level. */
    private static Interval interval(Interval wanted, Snapshot snapshot, @Nullable Ladder windowsOnly) {
        long first = snapshot.spans().isEmpty()
                ? 0
                : snapshot.spans().get(0).covered().from();
        long last = snapshot.watermark().orElse(first);
        long from = wanted.from() == Long.MIN_VALUE ? Math.min(first, wanted.to()) : wanted.from();
        long to = wanted.to() == Long.MAX_VALUE ? Math.max(from, last) : wanted.to();
        if (windowsOnly == null) {
            return new Interval(from, to);
        }
        Level finest = windowsOnly.finest();
        return new Interval(finest.floor(from), to == last ? to : finest.ceiling(to));
    }

    private List<Part> explained(Query query, List<Part> parts) {
        if (parts.stream().allMatch(part -> part.origin() == Origin.CACHE)) {
            return parts;
        }
        Optional<Interval> extent = extents.extent(query.group());
        List<Part> explained = new ArrayList<>();
        for (Part part : parts) {
            explained.addAll(part.origin() == Origin.CACHE ? List.of(part) : Uncached.explain(part, extent));
        }
        return explained;
    }
}
