package org.adei.cache.engine;

import java.util.List;
import java.util.Set;
import org.adei.cache.source.Source;
import org.adei.cache.tail.CurrentLane;
import org.adei.cache.tail.Followed;
import org.adei.cache.work.LaneName;
import org.adei.cache.work.SourceStates;
import org.jspecify.annotations.Nullable;

/** Lanes of an engine at work, as {@link CacheEngine#start} made them. Thread-safe. */
public final class Lanes implements AutoCloseable {
    private final Stop stop;
    private final LaneReports reports;
    private final SourceBook book;
    private final @Nullable CurrentLane current;

    Lanes(GroupWork work, Set<LaneName> lanes, SourceStates states, RunListener listener) {
        stop = work.stop();
        reports = new LaneReports(work.store(), listener, group -> {});
        book = new SourceBook(work, states, listener, reports, this::found);
        current = lanes.contains(LaneName.CURRENT)
                ? new CurrentLane(work.store(), work.options().tuning(), reports, work.permission())
                : null;
    }

    void start(List<Source> sources) {
        book.start(sources);
    }

    private void found(Source source, List<Followed> groups) {
        CurrentLane lane = current;
        if (lane != null && !stop.requested()) {
            lane.follow(source, groups);
        }
    }

    /** Waits until the engine is asked to stop. */
    public void await() throws InterruptedException {
        while (!stop.requested()) {
            stop.await(Long.MAX_VALUE);
        }
    }

    /** Stops the engine's work, commits what is on its way and gives back all leases; returns within about 10 s. */
    @Override
    public void close() {
        stop.request();
        if (current != null) {
            current.close();
        }
        book.close();
        reports.close();
    }
}
