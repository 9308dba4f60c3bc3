package org.adei.cache.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.HaltException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.ingest.SliceProgress;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Nanos;
import org.adei.cache.queue.AttemptPolicy;
import org.adei.cache.queue.LeasedItem;
import org.adei.cache.queue.Outcome;
import org.adei.cache.source.Source;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.work.Gaps;

/** Does one item of the archive and says what became of it. Used by one thread. */
final class ArchiveItem {
    /** Time after which a group that is stopped is looked at again. */
    private static final Duration SOON = Duration.ofSeconds(1);

    /** Time after which a group that was stopped by a fault is tried again. */
    private static final Duration LATER = Duration.ofSeconds(30);

    private final ArchiveLane.Parts parts;
    private final HeldLeases leases;
    private final BooleanSupplier ends;
    private final LeasedItem lease;
    private final AtomicLong position;

    ArchiveItem(ArchiveLane.Parts parts, HeldLeases leases, BooleanSupplier ends, LeasedItem lease) {
        this.parts = parts;
        this.leases = leases;
        this.ends = ends;
        this.lease = lease;
        this.position = new AtomicLong(lease.item().interval().from());
    }

    /** Never throws, whatever the source, the cache or this program does wrong: every failure becomes an outcome. */
    Outcome run() {
        try {
            return attempt();
        } catch (RuntimeException | Error e) {
            return AttemptPolicy.DEFAULT.after(lease, Unforeseen.failure("it cannot be cached", e), "");
        }
    }

    private Outcome attempt() {
        long number = lease.item().group();
        Optional<SourceBook.Entry> entry = parts.groups().apply(number);
        if (entry.isEmpty()) {
            parts.faults().leaveOut(number, SOON.toNanos());
            return AttemptPolicy.DEFAULT.after(
                    lease, new RetryException("group number " + number + " is in none of the sources at present"), "");
        }
        if (!parts.work().permission().allows(parts.lane(), entry.get().cached().id())) {
            return notNow(SOON);
        }
        Optional<Duration> outage =
                parts.faults().outages().pause(entry.get().source().name());
        if (outage.isPresent()) {
            return notNow(outage.get());
        }
        try {
            return pass(entry.get());
        } catch (HaltException e) {
            parts.faults().failed(entry.get().cached().id(), e.getMessage());
            return notNow(LATER);
        } catch (CacheException e) {
            return after(entry.get(), e);
        } catch (RuntimeException | Error e) {
            return after(entry.get(), Unforeseen.failure("it cannot be cached", e));
        }
    }

    /** Nothing of this group for a time; no attempt is counted. */
    private Outcome notNow(Duration pause) {
        parts.faults().leaveOut(lease.item().group(), pause.toNanos());
        return Outcome.PutBack.unused(lease, pause);
    }

    private Outcome after(SourceBook.Entry entry, CacheException failure) {
        String source = entry.source().name();
        if (parts.faults().outages().explains(source, failure)) {
            parts.faults().sourceFailed(source, entry.cached().id(), failure.getMessage());
            return notNow(parts.faults().outages().pause(source).orElse(SOON));
        }
        Outcome outcome = AttemptPolicy.DEFAULT.after(
                lease, failure, "behind " + Nanos.toInstant(position.get()) + " in the source's order of time");
        if (outcome instanceof Outcome.Quarantined) {
            parts.faults()
                    .failed(entry.cached().id(), "slice " + lease.item().interval() + ": " + failure.getMessage());
        } else {
            parts.faults().retried(entry.cached().id(), failure.getMessage());
        }
        return outcome;
    }

    private Outcome pass(SourceBook.Entry entry) {
        Optional<SourceGate.Pass> entered = parts.gate().enter(entry.source(), ends);
        if (entered.isEmpty()) {
            return Outcome.PutBack.unused(lease, Duration.ZERO);
        }
        try (SourceGate.Pass pass = entered.get()) {
            return fill(entry, pass);
        }
    }

    private Outcome fill(SourceBook.Entry entry, SourceGate.Pass pass) {
        Gaps gaps = gaps(entry);
        for (Interval gap : gaps.missing()) {
            if (!over(entry, pass)) {
                cache(entry, pass, gap);
            }
        }
        parts.faults().outages().answered(entry.source().name());
        if (gaps.isDone()) {
            return new Outcome.Done(lease);
        }
        if (over(entry, pass)) {
            return Outcome.PutBack.unused(lease, Duration.ZERO);
        }
        if (!gaps(entry).isDone()) {
            throw new RetryException("slice " + lease.item().interval() + " of group "
                    + entry.cached().id() + " is being cached by another worker");
        }
        parts.faults().cached(entry.cached().id(), lease);
        return new Outcome.Done(lease);
    }

    private Gaps gaps(SourceBook.Entry entry) {
        CachedGroup cached = entry.cached();
        return Gaps.of(
                lease.item().interval(),
                entry.group().limits(),
                parts.work().store().coverage().spans(cached),
                cached.ladder().coarsest());
    }

    private boolean over(SourceBook.Entry entry, SourceGate.Pass pass) {
        return ends.getAsBoolean()
                || leases.isLost(lease)
                || pass.isLost()
                || !parts.work()
                        .permission()
                        .allows(parts.lane(), entry.cached().id());
    }

    private void cache(SourceBook.Entry entry, SourceGate.Pass pass, Interval gap) {
        Source source = pass.source();
        SliceProgress progress = (reached, rows, rejected) -> {
            position.set(reached);
            leases.progressed();
        };
        SliceCrew.Work work = new SliceCrew.Work(
                source,
                entry.group(),
                entry.cached(),
                new GroupProgress(entry.cached().id(), RunListener.NONE));
        parts.work().crew().cache(work, gap, progress, () -> over(entry, pass));
    }
}
