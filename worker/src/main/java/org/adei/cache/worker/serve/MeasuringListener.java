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
    public void healed(GroupId group, int windows) {
        measures.healed(windows);
        next.healed(group, windows);
    }

    @Override
    public void cameRound(LaneName lane, String source) {
        measures.rounds(lane).cameRound(source);
    }

    @Override
    public void passedOver(LaneName lane) {
        measures.activity(lane).passedOver();
    }

    @Override
    public void taking(LaneName lane, GroupId group) {
        measures.taking(lane, group);
    }

    @Override
    public void taken(LaneName lane, GroupId group) {
        measures.taken(lane, group);
    }

    @Override
    public void left(GroupId group) {
        measures.lags().left(group);
    }

    @Override
    public void seen(LaneName lane, GroupId group, long last) {
        measures.lags().seen(lane, group, last);
    }

    @Override
    public void followed(LaneName lane, GroupId group, long position) {
        measures.followed(lane, group, position);
    }

    @Override
    public void failing(LaneName lane, GroupId group) {
        measures.lags().failing(lane, group);
    }

    @Override
    public void recovered(GroupId group) {
        measures.lags().recovered(group);
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
