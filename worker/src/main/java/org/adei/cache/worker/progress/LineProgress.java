package org.adei.cache.worker.progress;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.adei.cache.engine.GroupResult;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;

/** Plain lines: when a group starts, every few seconds, and when it ends. */
final class LineProgress implements ProgressListener {
    private static final long EVERY = Duration.ofSeconds(5).toNanos();

    private final PrintStream out;
    private final boolean verbose;
    private final Map<GroupId, Pace> paces = new HashMap<>();
    private final Map<GroupId, Long> lastLine = new HashMap<>();

    LineProgress(PrintStream out, boolean verbose) {
        this.out = out;
        this.verbose = verbose;
    }

    @Override
    public synchronized void note(String message) {
        out.println("note: " + message);
    }

    @Override
    public synchronized void started(GroupId group, Interval missing) {
        long now = System.nanoTime();
        paces.put(group, Pace.start(now));
        lastLine.put(group, now);
        if (verbose && !missing.isEmpty()) {
            out.println(group + ": missing " + missing);
        }
    }

    @Override
    public synchronized void progressed(GroupId group, double fraction, long rows) {
        long now = System.nanoTime();
        Pace pace = paces.getOrDefault(group, Pace.start(now)).at(fraction, rows);
        paces.put(group, pace);
        if (verbose && now - lastLine.getOrDefault(group, 0L) > EVERY) {
            lastLine.put(group, now);
            out.println(group + ": " + pace.text(now));
        }
    }

    @Override
    public synchronized void finished(GroupResult result) {
        if (verbose || !result.done()) {
            out.println(Outcome.text(result, paces.get(result.group()), System.nanoTime()));
        }
    }

    @Override
    public void close() {
        out.flush();
    }
}
