package org.adei.cache.worker.serve;

import org.adei.cache.engine.GroupResult;
import org.adei.cache.engine.RunListener;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.work.LaneName;

/** Passes on what a run tells and counts it on the way. Thread-safe. */
final class MeasuringListener implements RunListener {
    private final RunListener next;
    private final Measures measures;

    MeasuringListener(RunListener next, Measures measures) {
        this.next = next;
        this.measures = measures;
    }

    @Override
    public void note(String message) {
        next.note(message);
    }

    @Override
    public void started(GroupId group, Interval missing) {
        next.started(group, missing);
    }

    @Override
    public void progressed(GroupId group, double fraction, long rows) {
        next.progressed(group, fraction, rows);
    }

    @Override
    public void finished(GroupResult result) {
        next.finished(result);
    }

    @Override
    public void retried(LaneName lane, GroupId group) {
        measures.retried(lane);
        next.retried(lane, group);
    }

    @Override
    public void cameRound(String source) {
        measures.cameRound(source);
    }

    @Override
    public void taking(GroupId group) {
        measures.taking().began();
    }

    @Override
    public void taken(GroupId group) {
        measures.taking().ended();
    }

    @Override
    public void left(GroupId group) {
        measures.lags().left(group);
    }

    @Override
    public void seen(GroupId group, long last) {
        measures.lags().seen(group, last);
    }

    @Override
    public void followed(GroupId group, long position) {
        measures.lags().followed(group, position);
    }

    @Override
    public void sourceFailed(String source, String message) {
        measures.source(source, false);
        next.sourceFailed(source, message);
    }

    @Override
    public void sourceRecovered(String source) {
        measures.source(source, true);
        next.sourceRecovered(source);
    }
}
