package org.adei.cache.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import org.adei.cache.ingest.SliceRunner;
import org.adei.cache.ingest.SliceTask;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.source.Source;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.Claim;
import org.adei.cache.store.Span;

/** Compares a piece of a group with its source, and lets what differs be cached anew. Used by one thread. */
final class GroupScrub {
    /** So many windows that all differ are no correction but another source. */
    private static final int SUSPICIOUS = 4;

    private final CacheStore store;
    private final SliceRunner runner;

    GroupScrub(CacheStore store, SliceRunner runner) {
        this.store = store;
        this.runner = runner;
    }

    /**
     * What came of it.
     *
     * @param healed windows of the coarsest level that are cached anew
     * @param complaint why others that differ are not, empty if there are none
     */
    record Result(int healed, String complaint) {
        static final Result SAME = new Result(0, "");
    }

    /**
     * Compares.
     *
     * @param ends once true it ends early, and nothing is changed
     * @throws org.adei.cache.failure.CacheException if the source or the cache failed
     */
    Result compare(SourceBook.Entry entry, Source source, Interval piece, BooleanSupplier ends) {
        CachedGroup cached = entry.cached();
        int[] positions = entry.group().channels().stream()
                .mapToInt(cached::position)
                .filter(position -> position >= 0)
                .toArray();
        ComparingWriter comparison = new ComparingWriter(store.reader(), cached, positions, piece.from());
        Claim claim = new Claim(cached, piece.from(), piece.from(), piece.to(), 0, null);
        runner.run(new SliceTask(source, entry.group(), claim), comparison, (to, rows, rejected) -> {}, ends);
        SortedSet<Long> differing = comparison.differing();
        if (differing.isEmpty() || ends.getAsBoolean() || !isStillCovered(cached, piece)) {
            return Result.SAME;
        }
        Level coarsest = cached.ladder().coarsest();
        String found =
                differing.size() + " windows of " + coarsest.seconds() + " s in " + piece + " differ from the source";
        if (positions.length < cached.channels().size()) {
            return new Result(
                    0,
                    found + "; they are left as they are, for channels that the source has no longer would be lost:"
                            + " recache them if that is wanted");
        }
        if (differing.size() >= SUSPICIOUS && differing.size() == comparison.seen()) {
            return new Result(
                    0,
                    found + ", all that there are; they are left as they are: see whether the source is the one that"
                            + " it was, and recache them if so");
        }
        for (Interval windows : joined(differing, coarsest)) {
            store.coverage().recache(cached, windows);
        }
        return new Result(differing.size(), "");
    }

    /** What others have begun to cache anew meanwhile is not to be judged. */
    private boolean isStillCovered(CachedGroup cached, Interval piece) {
        long to = piece.from();
        for (Span span : store.coverage().spans(cached)) {
            if (span.covered().from() <= to) {
                to = Math.max(to, span.covered().to());
            }
        }
        return to >= piece.to();
    }

    private static List<Interval> joined(SortedSet<Long> starts, Level level) {
        List<Interval> joined = new ArrayList<>();
        for (long start : starts) {
            int last = joined.size() - 1;
            if (last >= 0 && joined.get(last).to() == start) {
                joined.set(last, new Interval(joined.get(last).from(), start + level.nanos()));
            } else {
                joined.add(new Interval(start, start + level.nanos()));
            }
        }
        return joined;
    }
}
