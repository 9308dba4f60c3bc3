package org.adei.cache.tail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.LeaseLostException;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.Batch;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.TailBatch;
import org.adei.cache.store.TailClaim;
import org.adei.cache.store.TailStore;

/** Takes the tail of a group and catches up with the source. Used by one thread, may take long. */
final class TailOpening {
    private final Lane lane;
    private final Source source;
    private final SourceGroup group;
    private final CachedGroup cached;
    private final BooleanSupplier stop;

    TailOpening(Lane lane, Source source, Follower follower, BooleanSupplier stop) {
        this.lane = lane;
        this.source = source;
        this.group = follower.group();
        this.cached = follower.cached();
        this.stop = stop;
    }

    /**
     * Claims the tail. It starts at the newest edge of the coarsest level that is older than the overlap, or where the
     * coverage ends if that is no more than one window of that level before.
     *
     * @return empty if there are no rows, or if somebody else holds it
     */
    Optional<HeldTail> open() {
        Interval extent = source.extent(group);
        if (extent.isEmpty()) {
            return Optional.empty();
        }
        Level coarsest = cached.ladder().coarsest();
        long newest = coarsest.floor(extent.to() - 1 - lane.overlap());
        long edge = Math.max(newest, group.limits().from());
        long near = Math.max(Math.min(edge, newest - coarsest.nanos()), Long.MIN_VALUE + 1);
        long goal = group.limits().to();
        return tails().claim(cached, new TailStore.Start(edge, Math.min(near, edge), goal))
                .map(this::caughtUp);
    }

    /** Goes on with a claim after a failure; empty if the lease is lost. */
    Optional<HeldTail> reopen(TailClaim claim) {
        return tails().resume(claim).map(this::caughtUp);
    }

    private TailStore tails() {
        return lane.store().tails();
    }

    private HeldTail caughtUp(TailClaim claim) {
        HeldTail held = new HeldTail(claim, lane.overlap());
        try {
            catchUp(held);
            return held;
        } catch (RuntimeException e) {
            try {
                tails().release(claim);
            } catch (CacheException releasing) {
                e.addSuppressed(releasing);
            }
            throw e;
        }
    }

    private void catchUp(HeldTail held) {
        Tail tail = held.tail();
        if (!tail.isKnown()) {
            try (RowReading reading = reading(tail.baseTime(), tail.position())) {
                RowBlock rows = reading.next(Integer.MAX_VALUE);
                while (!reading.ended()) {
                    renew(held);
                    RowBlock more = reading.next(Integer.MAX_VALUE);
                    rows.append(more, 0, more.size());
                }
                write(held, tail.replace(rows), reading.rejected());
            }
        }
        int portion = lane.tuning().batch().rowsFor(cached.channels().size(), false);
        try (RowReading reading = reading(tail.position(), group.limits().to())) {
            while (!reading.ended() && !stop.getAsBoolean()) {
                TailUpdate update = tail.append(reading.next(portion));
                if (!reading.ended()) {
                    tail.settle();
                }
                if (!write(held, update, reading.rejected()) && !reading.ended()) {
                    renew(held);
                }
            }
        }
    }

    private RowReading reading(long from, long to) {
        return new RowReading(group, cached, new Interval(from, Math.max(from, to)), source::open);
    }

    /** While the source is waited for nothing is written that would prolong the lease. */
    private void renew(HeldTail held) {
        if (!tails().renew(List.of(held.renewal(false, null))).isEmpty()) {
            throw new LeaseLostException("the tail of group " + cached.id() + " was lost while it caught up with its"
                    + " source; another worker may hold it now");
        }
    }

    /** Whether there was anything to write. */
    private boolean write(HeldTail held, TailUpdate update, List<Batch.RejectedRow> rejected) {
        if (update.isEmpty() && rejected.isEmpty()) {
            return false;
        }
        TailBatch batch = held.batch(update, rejected);
        Map<TailClaim, CacheException> failures = tails().write(List.of(batch));
        CacheException failure = failures.get(held.claim());
        if (failure != null) {
            throw failure;
        }
        lane.listener()
                .committed(cached.id(), held.tail().position(), update.rows().size());
        return true;
    }
}
