package org.adei.cache.tail;

import java.util.concurrent.Executor;
import org.adei.cache.settings.Tuning;
import org.adei.cache.store.CacheStore;

/** What all that follow a source share. */
record Lane(CacheStore store, Tuning tuning, Hands hands, LaneListener listener) {
    long overlap() {
        return tuning.current().overlap().toNanos();
    }

    /**
     * Who does the work that is not the sources' threads' own.
     *
     * @param writers commits batches
     * @param openers runs what takes long: taking tails over, catching up, giving them back
     * @param keeper renews leases; nothing that takes long
     */
    record Hands(TailWriters writers, Executor openers, Executor keeper) {}
}
