package org.adei.cache.tail;

import java.util.List;
import org.adei.cache.aggregate.OpenWindows;
import org.adei.cache.aggregate.OpenWindowsCodec;
import org.adei.cache.store.Batch;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.TailBatch;
import org.adei.cache.store.TailClaim;
import org.adei.cache.store.TailStore;
import org.jspecify.annotations.Nullable;

/** A tail together with the right to write it: makes batches out of updates. Used by one thread. */
public final class HeldTail {
    private final TailClaim claim;
    private final Tail tail;
    private long savedBase;
    private long revision;

    /**
     * Goes on with a claim.
     *
     * @param overlap nanoseconds behind the last row in which rows may still change, 0 and up
     */
    public HeldTail(TailClaim claim, long overlap) {
        this.claim = claim;
        this.revision = claim.revision();
        TailStore.Base base = claim.base();
        this.savedBase = base.time();
        Tail.Start start =
                new Tail.Start(base.time(), base.rows(), claim.claim().position());
        this.tail = new Tail(state(claim.group(), base.state()), start, overlap);
    }

    private static OpenWindows state(CachedGroup group, byte @Nullable [] state) {
        int channels = group.channels().size();
        return state == null
                ? new OpenWindows(group.ladder(), channels)
                : OpenWindowsCodec.decode(group.ladder(), channels, state);
    }

    public TailClaim claim() {
        return claim;
    }

    public Tail tail() {
        return tail;
    }

    /** Whether the base has moved since the last batch. */
    public boolean baseMoved() {
        return tail.baseTime() != savedBase;
    }

    /** What is to be written after an update, the base too if it has moved. */
    public TailBatch batch(TailUpdate update, List<Batch.RejectedRow> rejected) {
        return batch(update, rejected, null);
    }

    /**
     * The same.
     *
     * @param logged position in the source's log up to which everything is cached with it, null to leave it as it is
     */
    TailBatch batch(TailUpdate update, List<Batch.RejectedRow> rejected, @Nullable String logged) {
        Batch batch = new Batch(update.rows(), update.closed(), tail.position(), encoded(tail.now()), rejected);
        TailStore.Base base =
                baseMoved() ? new TailStore.Base(tail.baseTime(), tail.rowsBefore(), encoded(tail.base())) : null;
        savedBase = tail.baseTime();
        return new TailBatch(
                claim, revision++, batch, update.rewriteFrom(), base, tail.rowsBefore() + tail.recentRows(), logged);
    }

    /**
     * What keeps the lease.
     *
     * @param writing whether the last batch may not be committed yet
     * @param logged as {@link TailStore.Renewal} has it
     */
    public TailStore.Renewal renewal(boolean writing, @Nullable String logged) {
        return new TailStore.Renewal(claim, writing ? revision - 1 : revision, logged);
    }

    private static byte @Nullable [] encoded(OpenWindows state) {
        return state.isEmpty() ? null : OpenWindowsCodec.encode(state);
    }
}
