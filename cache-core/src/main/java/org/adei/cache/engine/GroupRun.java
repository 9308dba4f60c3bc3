package org.adei.cache.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.ingest.SliceProgress;
import org.adei.cache.ingest.SliceRunner;
import org.adei.cache.ingest.SliceTask;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Level;
import org.adei.cache.settings.Tuning;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Catalogue;
import org.adei.cache.store.Claim;
import org.adei.cache.store.Coverage;
import org.adei.cache.store.Span;
import org.adei.cache.work.SlicePlanner;

/** Caches all that is missing of one group, slice by slice. Used by one thread; the listener hears of progress. */
final class GroupRun {
    private static final long OTHERS_POLL_MILLIS = 100;

    private final CacheStore store;
    private final SliceRunner runner;
    private final GroupOptions options;
    private final RunListener listener;
    private final Stop stop;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();

    GroupRun(CacheStore store, SliceRunner runner, GroupOptions options, RunListener listener, Stop stop) {
        this.store = store;
        this.runner = runner;
        this.options = options;
        this.listener = listener;
        this.stop = stop;
    }

    /** Does the work; every failure ends up in the result and in the catalogue. */
    GroupResult run(Source source, SourceGroup group) {
        String failure = null;
        try {
            cacheAll(source, group);
            if (stop.requested()) {
                failure = "stopped before it was complete; run again to go on";
            }
        } catch (CacheException e) {
            failure = e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = "interrupted before it was complete; run again to go on";
        }
        GroupResult result = new GroupResult(group.id(), rows.get(), rejected.get(), failure);
        remember(result);
        listener.finished(result);
        return result;
    }

    private void remember(GroupResult result) {
        try {
            store.catalogue().failure(result.group(), result.problem().orElse(""));
        } catch (CacheException e) {
            listener.note("group " + result.group() + ": its outcome could not be stored: " + e.getMessage());
        }
    }

    private void cacheAll(Source source, SourceGroup group) throws InterruptedException {
        int failures = 0;
        while (true) {
            long before = rows.get();
            try {
                CachedGroup cached = register(group);
                cacheMissing(source, group, cached);
                return;
            } catch (RetryException e) {
                failures = rows.get() > before ? 1 : failures + 1;
                if (failures >= Backoff.DEFAULT.attempts() || stop.requested()) {
                    throw e;
                }
                listener.note("group " + group.id() + ": " + e.getMessage() + "; trying again");
                stop.await(Backoff.DEFAULT.waitAfter(failures).toMillis());
            }
        }
    }

    private CachedGroup register(SourceGroup group) {
        Catalogue.Registration registration = store.catalogue()
                .register(group, options.ladder(), options.tuning().raw());
        if (!registration.added().isEmpty()) {
            listener.note("group " + group.id() + ": new channels " + registration.added()
                    + "; cached from now on, missing before");
        }
        if (!registration.lost().isEmpty()) {
            listener.note("group " + group.id() + ": channels " + registration.lost()
                    + " are gone from the source; what is cached stays, they are missing from now on");
        }
        return registration.group();
    }

    private void cacheMissing(Source source, SourceGroup group, CachedGroup cached) throws InterruptedException {
        Coverage coverage = store.coverage();
        Level coarsest = cached.ladder().coarsest();
        for (Interval wrong : SlicePlanner.misaligned(group.limits(), coverage.spans(cached), coarsest)) {
            coverage.forget(cached, wrong);
        }
        Interval extent = source.extent(group);
        boolean first = true;
        while (!stop.requested()) {
            List<Span> spans = coverage.spans(cached);
            List<Interval> slices = SlicePlanner.plan(
                    extent, group.limits(), spans, coarsest, options.tuning().sliceWindows());
            if (first) {
                listener.started(group.id(), missing(slices, extent));
                first = false;
            }
            boolean worked = false;
            for (Interval slice : slices) {
                if (!stop.requested()) {
                    worked |= cache(new SliceSource(source, group, cached), slice, missing(slices, extent));
                }
            }
            if (slices.isEmpty()
                    && spans.stream()
                            .noneMatch(span -> span.leased()
                                    && span.goal() > span.covered().to())) {
                return;
            }
            if (!worked) {
                stop.await(OTHERS_POLL_MILLIS);
            }
        }
    }

    private static Interval missing(List<Interval> slices, Interval extent) {
        return slices.isEmpty()
                ? new Interval(extent.to(), extent.to())
                : new Interval(
                        slices.get(0).from(), slices.get(slices.size() - 1).to());
    }

    private boolean cache(SliceSource from, Interval slice, Interval missing) {
        Optional<Claim> claimed = store.coverage().claim(from.cached(), slice);
        if (claimed.isEmpty()) {
            return false;
        }
        Claim claim = claimed.get();
        double length = Math.max(1, missing.to() - missing.from());
        SliceProgress progress = (position, batch, left) -> {
            rejected.addAndGet(left);
            listener.progressed(
                    from.group().id(), Math.min(1, (position - missing.from()) / length), rows.addAndGet(batch));
        };
        try {
            runner.run(new SliceTask(from.source(), from.group(), claim), progress, stop::requested);
        } catch (CacheException e) {
            release(claim, e);
            throw e;
        }
        store.coverage().release(claim);
        return true;
    }

    /** The failure that ended the work is the one to tell; a lease that cannot be given back ends by itself. */
    private void release(Claim claim, CacheException failure) {
        try {
            store.coverage().release(claim);
        } catch (CacheException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * How groups are cached.
     *
     * @param ladder levels
     * @param tuning limits of the work
     */
    record GroupOptions(Ladder ladder, Tuning tuning) {}

    /** What all slices of the group share. */
    private record SliceSource(Source source, SourceGroup group, CachedGroup cached) {}
}
