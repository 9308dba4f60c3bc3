package org.adei.cache.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.adei.cache.store.Coverage;
import org.adei.cache.store.Span;
import org.adei.cache.store.Storage;
import org.adei.cache.store.TailStore;

/** A store that takes everything and keeps nothing: what reading and aggregating alone reach. */
final class DiscardStore implements CacheStore {
    private long position = Long.MIN_VALUE;
    private long from = Long.MIN_VALUE;

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
            public List<Span> spans(CachedGroup group) {
                return from == Long.MIN_VALUE
                        ? List.of()
                        : List.of(new Span(new Interval(from, position), position, false, false, 0));
            }

            @Override
            public Optional<Claim> claim(CachedGroup group, Interval slice) {
                from = from == Long.MIN_VALUE ? slice.from() : from;
                return Optional.of(new Claim(group, from, slice.from(), slice.to(), 1, null));
            }

            @Override
            public void release(Claim claim) {}

            @Override
            public Interval forget(CachedGroup group, Interval interval) {
                return interval;
            }
        };
    }

    @Override
    public BatchWriter writer(Claim claim) {
        return new BatchWriter() {
            @Override
            public void write(Batch batch) {
                position = batch.position();
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
    public CacheReader reader() {
        throw new IllegalStateException("a store that keeps nothing cannot be read");
    }

    @Override
    public void close() {}
}
