package org.adei.cache.worker.demo;

import org.adei.cache.engine.GroupResult;
import org.adei.cache.engine.RunListener;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;

/** Passes on what a run tells, and measures the pace of one group. Called by several threads. */
final class GroupTimer implements RunListener {
    private final GroupId group;
    private final RunListener next;
    private volatile long started = System.nanoTime();
    private volatile long pace;

    GroupTimer(GroupId group, RunListener next) {
        this.group = group;
        this.next = next;
    }

    /** Rows per second from start to end; 0 if it did not end. */
    long rowsPerSecond() {
        return pace;
    }

    @Override
    public void note(String message) {
        next.note(message);
    }

    @Override
    public void started(GroupId id, Interval missing) {
        if (id.equals(group)) {
            started = System.nanoTime();
        }
        next.started(id, missing);
    }

    @Override
    public void progressed(GroupId id, double fraction, long rows) {
        next.progressed(id, fraction, rows);
    }

    @Override
    public void finished(GroupResult result) {
        if (result.group().equals(group)) {
            pace = Math.round(result.rows() * 1e9 / Math.max(1, System.nanoTime() - started));
        }
        next.finished(result);
    }
}
