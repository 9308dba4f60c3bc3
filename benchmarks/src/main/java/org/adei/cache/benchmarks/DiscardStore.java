package org.adei.cache.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.Batch;
import org.adei.cache.store.BatchWriter;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Catalogue;
import org.adei.cache.store.Claim;
import org.adei.cache.store.Conversions;
import org.adei.cache.store.Coverage;
import org.adei.cache.store.EventStore;
import org.adei.cache.store.Span;
import org.adei.cache.store.Storage;
import org.adei.cache.store.TailStore;

/** A store that takes everything and keeps nothing: what reading and aggregating alone reach. */
final class DiscardStore implements CacheStore {
    /** Where each slice ended, by where it began. */
    private final ConcurrentSkipListMap<Long, Long> done = new ConcurrentSkipListMap<>();

    @Override
    public Catalogue catalogue() {
        return new Catalogue() {
            @Override
            public Registration register(SourceGroup group, Ladder ladder, boolean raw) {
                CachedGroup cached = new CachedGroup(
                        1, group.id(), group.channels(), ladder, new Storage(raw, StorageLayout.PACKED));
                return new Registration(cached, List.of(), List.of());
            }

            @Override
            public List<CachedGroup> groups() {
                return List.of();
            }

            @Override
            public Optional<CachedGroup> find(GroupId id) {
                return Optional.empty();
            }

            @Override
            public void failure(GroupId id, String message) {}

            @Override
            public Map<GroupId, String> failures() {
                return Map.of();
            }
        };
    }

    @Override
    public Coverage coverage() {
        return new Coverage() {
            @Override
            public Map<Long, List<Span>> spans() {
                return Map.of();
            }

            @Override
            public List<Span> spans(CachedGroup group) {
                return done.entrySet().stream()
                        .map(span -> new Span(
                                new Interval(span.getKey(), span.getValue()), span.getValue(), false, false, 0))
                        .toList();
            }

            @Override
            public Optional<Claim> claim(CachedGroup group, Interval slice) {
                boolean first = done.putIfAbsent(slice.from(), slice.from()) == null;
                return first
                        ? Optional.of(new Claim(group, slice.from(), slice.from(), slice.to(), 1, null))
                        : Optional.empty();
            }

            @Override
            public void release(Claim claim) {}

            @Override
            public Interval forget(CachedGroup group, Interval interval) {
                return interval;
            }

            @Override
            public Interval recache(CachedGroup group, Interval interval) {
                return interval;
            }
        };
    }

    @Override
    public BatchWriter writer(Claim claim) {
        return new BatchWriter() {
            @Override
            public void write(Batch batch) {
                done.put(claim.from(), batch.position());
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public TailStore tails() {
        throw new UnsupportedOperationException("nothing is kept, so nothing can be followed");
    }

    @Override
    public Conversions conversions() {
        throw new IllegalStateException("a store that keeps nothing has nothing to convert");
    }

    @Override
    public EventStore events() {
        throw new IllegalStateException("a store that keeps nothing cannot be read");
    }

    @Override
    public CacheReader reader() {
        throw new IllegalStateException("a store that keeps nothing cannot be read");
    }

    @Override
    public void close() {}
}
