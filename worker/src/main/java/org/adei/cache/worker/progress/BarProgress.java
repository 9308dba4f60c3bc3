package org.adei.cache.worker.progress;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.adei.cache.engine.GroupResult;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;

/** One bar per group that has something to do; notes and outcomes are printed when all bars are drawn. */
final class BarProgress implements ProgressListener {
    private static final int STEPS = 1000;
    private static final int REDRAW_MILLIS = 200;

    private final PrintStream out;
    private final Map<GroupId, ProgressBar> bars = new HashMap<>();
    private final Map<GroupId, Pace> paces = new HashMap<>();
    private final List<String> later = new ArrayList<>();

    BarProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void note(String message) {
        later.add("note: " + message);
    }

    @Override
    public synchronized void started(GroupId group, Interval missing) {
        paces.put(group, Pace.start(System.nanoTime()));
        if (!missing.isEmpty() && !bars.containsKey(group)) {
            ProgressBar bar = new ProgressBarBuilder()
                    .setTaskName(group.toString())
                    .setInitialMax(STEPS)
                    .setUpdateIntervalMillis(REDRAW_MILLIS)
                    .setRenderer(new BarRenderer())
                    .build();
            bars.put(group, bar);
        }
    }

    @Override
    public synchronized void progressed(GroupId group, double fraction, long rows) {
        long now = System.nanoTime();
        Pace pace = paces.getOrDefault(group, Pace.start(now)).at(fraction, rows);
        paces.put(group, pace);
        ProgressBar bar = bars.get(group);
        if (bar != null) {
            bar.setExtraMessage(pace.text(now));
            bar.stepTo(Math.round(fraction * STEPS));
        }
    }

    @Override
    public synchronized void finished(GroupResult result) {
        long now = System.nanoTime();
        Pace pace = paces.get(result.group());
        ProgressBar bar = bars.get(result.group());
        if (bar != null && pace != null) {
            bar.setExtraMessage(result.done() ? pace.at(1, result.rows()).total(now) : "FAILED");
            bar.stepTo(result.done() ? STEPS : bar.getCurrent());
        }
        if (bar == null || !result.done() || result.rejected() > 0) {
            later.add(Outcome.text(result, pace, now));
        }
    }

    @Override
    public synchronized void close() {
        bars.values().forEach(ProgressBar::close);
        bars.clear();
        later.forEach(out::println);
        later.clear();
        out.flush();
    }
}
