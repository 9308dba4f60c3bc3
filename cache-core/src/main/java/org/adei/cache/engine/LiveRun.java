package org.adei.cache.engine;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.adei.cache.model.GroupId;
import org.adei.cache.source.Source;
import org.adei.cache.tail.CurrentLane;
import org.adei.cache.work.LaneName;

/** The current and the archive lane of an engine, beside each other until they are told to stop. */
final class LiveRun implements AutoCloseable {
    private final GroupWork work;
    private final RunListener listener;
    private final ExecutorService archive;
    private final CurrentLane lane;
    private final Set<GroupId> settled = ConcurrentHashMap.newKeySet();
    private final LaneReports reports;

    LiveRun(GroupWork work, ExecutorService archive, RunListener listener) {
        this.work = work;
        this.archive = archive;
        this.listener = listener;
        this.reports = new LaneReports(work.store(), listener, LaneName.CURRENT, settled::add);
        this.lane = new CurrentLane(work.store(), work.options().tuning(), reports, work.permission());
    }

    /** Runs until the stop is requested and all groups of the archive have let go. */
    void run(List<Source> sources) {
        List<Thread> threads = sources.stream()
                .map(source -> thread(new LiveSource(source, this), "adei-live-" + source.name()))
                .toList();
        threads.forEach(Thread::start);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            work.stop().request();
            Thread.currentThread().interrupt();
        }
    }

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    GroupWork work() {
        return work;
    }

    RunListener listener() {
        return listener;
    }

    LaneReports reports() {
        return reports;
    }

    CurrentLane lane() {
        return lane;
    }

    ExecutorService archive() {
        return archive;
    }

    /** Whether it is clear who follows a group, so that its archive can be planned. */
    boolean isSettled(GroupId group) {
        return settled.contains(group);
    }

    @Override
    public void close() {
        work.stop().request();
        lane.close();
        reports.close();
    }
}
