package org.adei.cache.tail;

import java.util.concurrent.Executor;
import org.adei.cache.control.Permission;
import org.adei.cache.model.GroupId;
import org.adei.cache.settings.Tuning;
import org.adei.cache.store.CacheStore;
import org.adei.cache.work.LaneName;

/** What all that follow a source share. */
record Lane(CacheStore store, Tuning tuning, Hands hands, LaneListener listener, Permission permission) {
    long overlap() {
        return tuning.current().overlap().toNanos();
    }

    /** Whether a group may be followed by this process at present. */
    boolean allows(GroupId group) {
        return permission.allows(LaneName.CURRENT, group)
                && permission.threads(LaneName.CURRENT, tuning.current().writers()) > 0;
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
