package org.adei.cache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.ingest.SliceProgress;
import org.adei.cache.ingest.SliceRunner;
import org.adei.cache.ingest.SliceTask;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Claim;

/** Runs slices, as many at once as there are places for all groups of the engine. Thread-safe. */
final class SliceCrew {
    private static final int RELEASES = 3;

    private final CacheStore store;
    private final SliceRunner runner;
    private final ExecutorService threads;
    private final Places places;
    private final Stop stop;

    SliceCrew(CacheStore store, SliceRunner runner, ExecutorService threads, Places places, Stop stop) {
        this.store = store;
        this.runner = runner;
        this.threads = threads;
        this.places = places;
        this.stop = stop;
    }

    /** What all slices of a group share. */
    record Work(Source source, SourceGroup group, CachedGroup cached, GroupProgress progress) {}

    /**
     * Caches slices and returns when none is at work any more. Once one fails, or the work is to end, no other is begun
     * and those at work end after their batch.
     *
     * @param ends whether this group's work is to end
     * @return whether any slice was claimed
     * @throws CacheException the first failure
     */
    boolean run(Work work, List<Interval> slices, BooleanSupplier ends) throws InterruptedException {
        AtomicBoolean failed = new AtomicBoolean();
        BooleanSupplier over = () -> stop.requested() || failed.get() || ends.getAsBoolean();
        List<Future<Boolean>> running = new ArrayList<>();
        for (Interval slice : slices) {
            if (!places.acquire(over)) {
                break;
            }
            running.add(threads.submit(() -> {
                try {
                    return cache(work, slice, work.progress().slice(slice.from()), over);
                } catch (RuntimeException | Error e) {
                    failed.set(true);
                    throw e;
                } finally {
                    places.release();
                }
            }));
        }
        return outcome(work.group().id(), running);
    }

    /** Waits for all of them, also after one has failed. */
    private static boolean outcome(GroupId group, List<Future<Boolean>> running) throws InterruptedException {
        boolean worked = false;
        RuntimeException failure = null;
        for (Future<Boolean> slice : running) {
            try {
                worked |= slice.get();
            } catch (ExecutionException e) {
                RuntimeException cause = e.getCause() instanceof RuntimeException known
                        ? known
                        : Unforeseen.failure("a slice of group " + group + " cannot be cached", e.getCause());
                failure = failure == null ? cause : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return worked;
    }

    /**
     * Caches one slice on the calling thread.
     *
     * @param over asked after each batch; true ends the slice early
     * @return false if somebody else is at work there
     * @throws CacheException if the source or the cache failed; what was committed before stays
     */
    boolean cache(Work work, Interval slice, SliceProgress progress, BooleanSupplier over) {
        Optional<Claim> claimed = store.coverage().claim(work.cached(), slice);
        if (claimed.isEmpty()) {
            return false;
        }
        Claim claim = claimed.get();
        try {
            runner.run(
                    new SliceTask(work.source(), work.group(), claim),
                    progress,
                    () -> over.getAsBoolean() || places.tooMany());
        } catch (RuntimeException | Error e) {
            try {
                release(claim);
            } catch (RuntimeException late) {
                e.addSuppressed(late); // the failure that ended the work is the one to tell
            }
            throw e;
        }
        release(claim);
        return true;
    }

    /**
     * A lease that cannot be given back ends by itself, but nobody goes on there until then. What failed may have been a
     * connection to a server that is gone, so it is tried again.
     */
    private void release(Claim claim) {
        for (int attempt = 1; ; attempt++) {
            try {
                store.coverage().release(claim);
                return;
            } catch (RetryException e) {
                if (attempt == RELEASES) {
                    throw e;
                }
            }
        }
    }
}
