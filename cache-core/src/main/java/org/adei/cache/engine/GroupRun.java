package org.adei.cache.engine;

import java.util.List;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Coverage;
import org.adei.cache.store.Span;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.SlicePlanner;

/** Caches all that is missing of one group, slice by slice. Used by one thread; the listener hears of progress. */
final class GroupRun {
    private static final long OTHERS_POLL_MILLIS = 100;

    private final CacheStore store;
    private final SliceCrew crew;
    private final GroupWork work;
    private final RunListener listener;
    private final Stop stop;

    GroupRun(GroupWork work, RunListener listener) {
        this.work = work;
        this.store = work.store();
        this.crew = work.crew();
        this.listener = listener;
        this.stop = work.stop();
    }

    /** Does the work; every failure ends up in the result and in the catalogue. */
    GroupResult run(Source source, SourceGroup group) {
        GroupProgress progress = new GroupProgress(group.id(), listener);
        String failure = null;
        try {
            cacheAll(source, group, progress);
            if (!work.allows(group.id())) {
                failure = "stopped by an operator before it was complete; `start` lets it go on";
            } else if (stop.requested()) {
                failure = "stopped before it was complete; run again to go on";
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = "interrupted before it was complete; run again to go on";
        } catch (RuntimeException e) {
            failure = Unforeseen.message("it cannot be cached", e);
        }
        GroupResult result = new GroupResult(group.id(), progress.rows(), progress.rejected(), failure);
        if (work.allows(group.id())) {
            remember(result);
        }
        listener.finished(result);
        return result;
    }

    private void remember(GroupResult result) {
        try {
            store.catalogue().failure(result.group(), result.problem().orElse(""));
        } catch (RuntimeException e) {
            listener.note("group " + result.group() + ": its outcome could not be stored: " + e.getMessage());
        }
    }

    private void cacheAll(Source source, SourceGroup group, GroupProgress progress) throws InterruptedException {
        int failures = 0;
        while (true) {
            long before = progress.rows();
            try {
                CachedGroup cached = work.register(group, listener);
                cacheMissing(source, group, cached, progress);
                return;
            } catch (RetryException e) {
                failures = progress.rows() > before ? 1 : failures + 1;
                if (failures >= Backoff.DEFAULT.attempts() || stop.requested()) {
                    throw e;
                }
                listener.retried(LaneName.ARCHIVE, group.id());
                listener.note("group " + group.id() + ": " + e.getMessage() + "; trying again");
                stop.await(Backoff.DEFAULT.waitAfter(failures).toMillis());
            }
        }
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
        while (!stop.requested() && work.allows(group.id())) {
            List<Span> spans = coverage.spans(cached);
            List<Interval> slices = SlicePlanner.plan(
                    extent,
                    group.limits(),
                    spans,
                    coarsest,
                    work.options().tuning().sliceWindows());
            if (first) {
                progress.started(
                        missing(slices, extent),
                        slices.stream()
                                .mapToLong(slice -> slice.to() - slice.from())
                                .sum());
                first = false;
            }
            boolean worked = crew.run(
                    new SliceCrew.Work(source, group, cached, progress), slices, () -> !work.allows(group.id()));
            if (slices.isEmpty() && spans.stream().noneMatch(span -> isSliceOfOthers(span, group))) {
                return;
            }
            if (!worked) {
                stop.await(OTHERS_POLL_MILLIS);
            }
        }
    }

    /** Whether somebody is at work there who will come to an end, which one who follows the newest rows does not. */
    private static boolean isSliceOfOthers(Span span, SourceGroup group) {
        return span.leased()
                && span.goal() > span.covered().to()
                && span.goal() < group.limits().to();
    }

    private static Interval missing(List<Interval> slices, Interval extent) {
        return slices.isEmpty()
                ? new Interval(extent.to(), extent.to())
                : new Interval(
                        slices.get(0).from(), slices.get(slices.size() - 1).to());
    }
}
