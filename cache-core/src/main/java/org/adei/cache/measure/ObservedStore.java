package org.adei.cache.measure;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.adei.cache.control.TailPace;
import org.adei.cache.failure.CacheException;
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
import org.adei.cache.store.ReadableStore;
import org.adei.cache.store.TailBatch;
import org.adei.cache.store.TailClaim;
import org.adei.cache.store.TailStore;
import org.adei.cache.work.LaneName;

/**
 * A store whose writing somebody listens to, and in which the archive gives way while transactions of the newest rows are
 * slow, here or in other processes. Thread-safe; owns the store behind it.
 */
public final class ObservedStore implements CacheStore, TailPace {
    private final CacheStore store;
    private final WriteListener listener;
    private final LongSupplier clock;
    private final Courtesy courtesy;
    private long tailNanos;
    private int tailCommits;

    /**
     * Puts a listener before a store.
     *
     * @param clock nanoseconds of a clock that only goes on
     */
    public ObservedStore(CacheStore store, WriteListener listener, LongSupplier clock) {
        this.store = store;
        this.listener = listener;
        this.clock = clock;
        this.courtesy = new Courtesy(clock);
    }

    @Override
    public synchronized Duration taken() {
        Duration mean = tailCommits == 0 ? Duration.ZERO : Duration.ofNanos(tailNanos / tailCommits);
        tailNanos = 0;
        tailCommits = 0;
        return mean;
    }

    @Override
    public void heard(Duration slowest) {
        courtesy.heard(slowest.toNanos());
    }

    private synchronized void took(long nanos) {
        tailNanos += nanos;
        tailCommits++;
    }

    /** The store itself. */
    public CacheStore store() {
        return store;
    }

    @Override
    public Catalogue catalogue() {
        return store.catalogue();
    }

    @Override
    public Coverage coverage() {
        return store.coverage();
    }

    @Override
    public CacheReader reader() {
        return store.reader();
    }

    @Override
    public List<ReadableStore> copies(boolean anyLag) {
        return store.copies(anyLag);
    }

    @Override
    public boolean isReachable() {
        return store.isReachable();
    }

    @Override
    public boolean awaitCopy() {
        return store.awaitCopy();
    }

    @Override
    public String position() {
        return store.position();
    }

    @Override
    public Conversions conversions() {
        return store.conversions();
    }

    @Override
    public EventStore events() {
        return store.events();
    }

    @Override
    public BatchWriter writer(Claim claim) {
        BatchWriter writer = store.writer(claim);
        LaneName lane = claim.group().isLog() ? LaneName.LOG : LaneName.ARCHIVE;
        listener.began(lane, claim);
        return new BatchWriter() {
            @Override
            public void write(Batch batch) {
                long start = clock.getAsLong();
                try {
                    writer.write(batch);
                } catch (CacheException e) {
                    listener.failed(lane, claim.group().id(), e);
                    throw e;
                }
                listener.advanced(claim);
                committed(lane, claim, batch, clock.getAsLong() - start);
                long rest = courtesy.giveWay();
                if (rest > 0) {
                    listener.rested(rest);
                }
            }

            @Override
            public void close() {
                listener.ended(lane, claim);
                writer.close();
            }
        };
    }

    private void committed(LaneName lane, Claim claim, Batch batch, long nanos) {
        listener.committed(
                lane,
                new WriteListener.Commit(
                        claim.group().id(), batch.position(), batch.rows().size(), bytes(batch), nanos));
    }

    private static long bytes(Batch batch) {
        long channels = batch.rows().channels();
        long windows = batch.windows().stream().mapToLong(level -> level.size()).sum();
        return Double.BYTES * (batch.rows().size() * (1 + channels) + windows * (3 + 4 * channels));
    }

    @Override
    public TailStore tails() {
        return new Tails(store.tails());
    }

    private final class Tails implements TailStore {
        private final TailStore tails;

        Tails(TailStore tails) {
            this.tails = tails;
        }

        @Override
        public Map<TailClaim, CacheException> write(List<TailBatch> batches) {
            long start = clock.getAsLong();
            Map<TailClaim, CacheException> failures;
            try {
                failures = tails.write(batches);
            } catch (CacheException e) {
                batches.forEach(
                        each -> listener.failed(lane(each), each.claim().group().id(), e));
                throw e;
            }
            long nanos = clock.getAsLong() - start;
            courtesy.committed(nanos);
            took(nanos);
            for (TailBatch each : batches) {
                CacheException failure = failures.get(each.claim());
                if (failure == null) {
                    committed(lane(each), each.claim().claim(), each.batch(), nanos);
                } else {
                    listener.failed(lane(each), each.claim().group().id(), failure);
                }
            }
            return failures;
        }

        private static LaneName lane(TailBatch batch) {
            return batch.claim().group().isLog() ? LaneName.LOG : LaneName.CURRENT;
        }

        @Override
        public Optional<TailClaim> claim(CachedGroup group, Start start) {
            return tails.claim(group, start);
        }

        @Override
        public Set<Long> held() {
            return tails.held();
        }

        @Override
        public Set<Long> pushed() {
            return tails.pushed();
        }

        @Override
        public Optional<TailClaim> resume(TailClaim claim) {
            return tails.resume(claim);
        }

        @Override
        public List<TailClaim> renew(List<Renewal> renewals) {
            return tails.renew(renewals);
        }

        @Override
        public void release(TailClaim claim) {
            tails.release(claim);
        }
    }

    @Override
    public long moves() {
        return store.moves();
    }

    @Override
    public void close() {
        store.close();
    }
}
