package org.adei.cache.engine;

import java.util.List;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Level;
import org.adei.cache.settings.Tuning;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Catalogue;
import org.adei.cache.store.Coverage;
import org.adei.cache.store.Span;
import org.adei.cache.work.SlicePlanner;

/** Caches all that is missing of one group, slice by slice. Used by one thread; the listener hears of progress. */
final class GroupRun {
    private static final long OTHERS_POLL_MILLIS = 100;

    private final CacheStore store;
    private final SliceCrew crew;
    private final GroupOptions options;
    private final RunListener listener;
    private final Stop stop;

    GroupRun(CacheStore store, SliceCrew crew, GroupOptions options, RunListener listener, Stop stop) {
        this.store = store;
        this.crew = crew;
        this.options = options;
        this.listener = listener;
        this.stop = stop;
    }

    /** Does the work; every failure ends up in the result and in the catalogue. */
    GroupResult run(Source source, SourceGroup group) {
        GroupProgress progress = new GroupProgress(group.id(), listener);
        String failure = null;
        try {
            cacheAll(source, group, progress);
            if (stop.requested()) {
                failure = "stopped before it was complete; run again to go on";
            }
        } catch (CacheException e) {
            failure = e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = "interrupted before it was complete; run again to go on";
        }
        GroupResult result = new GroupResult(group.id(), progress.rows(), progress.rejected(), failure);
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

    private void cacheAll(Source source, SourceGroup group, GroupProgress progress) throws InterruptedException {
        int failures = 0;
        while (true) {
            long before = progress.rows();
            try {
                CachedGroup cached = register(group);
                cacheMissing(source, group, cached, progress);
                return;
            } catch (RetryException e) {
                failures = progress.rows() > before ? 1 : failures + 1;
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

    private void cacheMissing(Source source, SourceGroup group, CachedGroup cached, GroupProgress progress)
            throws InterruptedException {
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
                progress.started(
                        missing(slices, extent),
                        slices.stream()
                                .mapToLong(slice -> slice.to() - slice.from())
                                .sum());
                first = false;
            }
            boolean worked = crew.run(new SliceCrew.Work(source, group, cached, progress), slices);
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

    /**
     * How groups are cached.
     *
     * @param ladder levels
     * @param tuning limits of the work
     */
    record GroupOptions(Ladder ladder, Tuning tuning) {}
}
