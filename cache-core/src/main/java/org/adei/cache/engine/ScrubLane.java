package org.adei.cache.engine;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.Interval;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.ScrubPlanner;
import org.adei.cache.work.Scrubs;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is cached with its source, piece by piece and group by group, in a tenth of one thread's time, and lets
 * what differs be cached anew: rows that were corrected, deleted or inserted long after they were cached. Owns its thread.
 */
final class ScrubLane implements AutoCloseable {
    private static final int REST = 9;
    private static final long IDLE_MILLIS = 5_000;
    private static final long PATIENCE_MILLIS = 5_000;

    private final Parts parts;
    private final Duration period;
    private final Thread thread = new Thread(this::run, "adei-scrub");
    private String told = "";

    /**
     * What it works with.
     *
     * @param groups all groups that this process can read now
     * @param gate limits of sources
     */
    record Parts(
            GroupWork work,
            GroupScrub scrub,
            Scrubs scrubs,
            Supplier<List<SourceBook.Entry>> groups,
            SourceGate gate,
            GroupFaults faults) {}

    /**
     * A lane that is still until it is started.
     *
     * @param period a group that was compared as a whole waits as long until it begins anew
     */
    ScrubLane(Parts parts, Duration period) {
        this.parts = parts;
        this.period = period;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!over()) {
                long start = System.nanoTime();
                boolean worked = false;
                try {
                    worked = step();
                } catch (RuntimeException e) {
                    tell(Unforeseen.message("the cache cannot be compared with its sources", e)
                            + "; tried again later");
                }
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                parts.work().stop().await(worked ? Math.max(1, REST * took) : IDLE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says it once in a row. */
    private void tell(String message) {
        if (!message.equals(told)) {
            parts.faults().note(message);
        }
        told = message;
    }

    /** Compares one piece; whether there was one. */
    private boolean step() {
        Map<Long, SourceBook.Entry> mine = parts.groups().get().stream()
                .filter(this::mayBeCompared)
                .collect(Collectors.toMap(entry -> entry.cached().number(), entry -> entry, (one, other) -> one));
        if (mine.isEmpty()) {
            return false;
        }
        Optional<Scrubs.Turn> turn = parts.scrubs().take(mine.keySet(), period);
        if (turn.isEmpty()) {
            return false;
        }
        SourceBook.Entry entry = mine.get(turn.get().group());
        return entry != null && take(turn.get(), entry);
    }

    /** A log's texts are no numbers, and its files forget; a group on its way to another layout is read by others. */
    private boolean mayBeCompared(SourceBook.Entry entry) {
        CachedGroup cached = entry.cached();
        return !cached.isLog()
                && cached.storage().target() == null
                && parts.work().allows(cached.id())
                && parts.work().permission().threads(LaneName.ARCHIVE, 1) > 0
                && parts.faults().outages().pause(entry.source().name()).isEmpty();
    }

    private boolean take(Scrubs.Turn turn, SourceBook.Entry entry) {
        Progress progress = new Progress(turn.reached());
        try {
            Optional<Interval> piece = piece(entry, turn.reached());
            if (piece.isEmpty()) {
                progress.reached = null;
                return true;
            }
            return compare(entry, piece.get(), progress);
        } finally {
            parts.scrubs().end(turn, progress.reached, progress.healed);
        }
    }

    /** What is told when a turn ends. */
    private static final class Progress {
        private @Nullable Long reached;
        private int healed;

        Progress(@Nullable Long reached) {
            this.reached = reached;
        }
    }

    /** A piece that cannot be compared at present is tried again, one that cannot be read at all is passed over. */
    private boolean compare(SourceBook.Entry entry, Interval piece, Progress progress) {
        Optional<SourceGate.Pass> entered = parts.gate().enter(entry.source(), this::over);
        if (entered.isEmpty()) {
            return false;
        }
        try (SourceGate.Pass pass = entered.get()) {
            GroupScrub.Result result =
                    parts.scrub().compare(entry, pass.source(), piece, () -> over() || pass.isLost());
            progress.healed = result.healed();
            tellOf(entry.cached(), piece, result);
            if (!over() && !pass.isLost()) {
                progress.reached = piece.to();
            }
            return true;
        } catch (RetryException e) {
            tell("group " + entry.cached().id() + " cannot be compared with its source now: " + e.getMessage()
                    + "; tried again later");
            return false;
        } catch (CacheException e) {
            progress.reached = piece.to();
            tell("group " + entry.cached().id() + " cannot be compared with its source in " + piece + ": "
                    + e.getMessage());
            return false;
        }
    }

    private Optional<Interval> piece(SourceBook.Entry entry, @Nullable Long reached) {
        CachedGroup cached = entry.cached();
        Interval there =
                entry.source().extent(entry.group()).intersect(entry.group().limits());
        return ScrubPlanner.next(
                parts.work().store().coverage().spans(cached),
                there,
                cached.ladder().coarsest(),
                parts.work().options().tuning().sliceWindows(),
                parts.work().options().tuning().current().overlap().toNanos(),
                reached == null ? Long.MIN_VALUE : reached);
    }

    private void tellOf(CachedGroup cached, Interval piece, GroupScrub.Result result) {
        if (result.healed() > 0) {
            String message = result.healed() + " windows of "
                    + cached.ladder().coarsest().seconds() + " s in " + piece
                    + " differed from the source, whose rows were changed since; they are cached anew";
            parts.faults().healed(cached.id(), result.healed(), message);
        }
        if (!result.complaint().isEmpty()) {
            parts.faults().failed(cached.id(), result.complaint());
        }
    }

    private boolean over() {
        return parts.work().stop().requested();
    }

    /** Waits a bounded time for the piece at work; the stop must have been requested. */
    @Override
    public void close() {
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
