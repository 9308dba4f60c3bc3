package org.adei.cache.query;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.failure.HaltException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.GroupId;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.ReadableStore;
import org.jspecify.annotations.Nullable;

/**
 * Answers queries out of a cache, and out of the source what is not cached. Thread-safe; reads the cache in the caller's
 * thread.
 */
public final class QueryExecutor {
    private final @Nullable ReadableStore store;
    private final SourceDesk desk;
    private final QueryLimits limits;

    /**
     * Makes an executor.
     *
     * @param store the cache, null if no server of it can be reached
     */
    public QueryExecutor(@Nullable ReadableStore store, SourceDesk desk, QueryLimits limits) {
        this.store = store;
        this.desk = desk;
        this.limits = limits;
    }

    /**
     * Answers a query.
     *
     * @throws ConfigurationException if the group or a channel is neither in the cache nor in its source, or it asks for
     *     more than the limits
     */
    public QueryResult run(Query query) {
        Optional<CachedGroup> cached =
                store == null ? Optional.empty() : store.catalogue().find(query.group());
        CachedGroup group = cached.orElseGet(() -> inSource(query.group()));
        List<String> channels = query.channels().isEmpty() ? group.channels() : query.channels();
        check(group, channels);
        bounded(query, channels.size());
        Snapshot snapshot = store == null || cached.isEmpty() ? Snapshot.NOTHING : Snapshot.of(store.reader(), group);
        Query named = new Query(query.group(), channels, query.interval(), query.points(), query.raw(), query.after());
        return new QueryRun(new QueryRun.Ports(store, desk, limits), named, group, snapshot).answer();
    }

    /** A group that is not in the cache. */
    private CachedGroup inSource(GroupId id) {
        String where = store == null ? "; the cache cannot be reached" : "";
        try {
            return desk.group(id)
                    .orElseThrow(() -> new ConfigurationException(
                            "group " + id + " is not in the cache: expected one of those that `status` lists" + where));
        } catch (RetryException | SkipException | HaltException e) {
            throw new ConfigurationException(
                    "group " + id + " is not in the cache, and its source cannot be asked: " + e.getMessage() + where,
                    e);
        }
    }

    private static void check(CachedGroup group, List<String> channels) {
        for (String channel : channels) {
            if (group.position(channel) < 0) {
                String known = group.channels().stream().limit(50).collect(Collectors.joining(", "));
                throw new ConfigurationException("group " + group.id() + " has no channel \"" + channel
                        + "\": expected some of " + known + (group.channels().size() > 50 ? ", .." : ""));
            }
        }
    }

    private void bounded(Query query, int channels) {
        if (query.points() > limits.points() || (long) query.points() * channels > limits.values()) {
            throw new ConfigurationException("query for " + query.points() + " points of " + channels
                    + " channels is too large: expected at most " + limits.points() + " points and " + limits.values()
                    + " values; ask for fewer points or channels");
        }
    }
}
