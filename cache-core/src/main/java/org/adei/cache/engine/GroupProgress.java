package org.adei.cache.engine;

import java.util.concurrent.atomic.AtomicLong;
import org.adei.cache.ingest.SliceProgress;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;

/** Adds up what the slices of one group have done. Thread-safe. */
final class GroupProgress {
    private final GroupId group;
    private final RunListener listener;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private volatile double missing = 1;

    GroupProgress(GroupId group, RunListener listener) {
        this.group = group;
        this.listener = listener;
    }

    long rows() {
        return rows.get();
    }

    long rejected() {
        return rejected.get();
    }

    /** Says how much time is to be cached from now on. */
    void started(Interval all, long nanos) {
        missing = Math.max(1, nanos);
        done.set(0);
        listener.started(group, all);
    }

    /** Follows one slice from where it starts. */
    SliceProgress slice(long from) {
        AtomicLong last = new AtomicLong(from);
        return (position, batch, left) -> {
            rejected.addAndGet(left);
            long all = done.addAndGet(position - last.getAndSet(position));
            listener.progressed(group, Math.min(1, all / missing), rows.addAndGet(batch));
        };
    }
}
