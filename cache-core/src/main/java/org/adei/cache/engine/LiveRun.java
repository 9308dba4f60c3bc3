package org.adei.cache.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.GroupId;
import org.adei.cache.source.Source;
import org.adei.cache.tail.CurrentLane;
import org.adei.cache.tail.LaneListener;

/** The current and the archive lane of an engine, beside each other until they are told to stop. */
final class LiveRun implements LaneListener, AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;

    private final GroupWork work;
    private final RunListener listener;
    private final ExecutorService archive;
    private final CurrentLane lane;
    private final ExecutorService clerk = Executors.newSingleThreadExecutor(task -> thread(task, "adei-clerk"));
    private final Set<GroupId> settled = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<GroupId>> groups = new ConcurrentHashMap<>();

    LiveRun(GroupWork work, ExecutorService archive, RunListener listener) {
        this.work = work;
        this.archive = archive;
        this.listener = listener;
        this.lane = new CurrentLane(work.store(), work.options().tuning(), this);
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

    CurrentLane lane() {
        return lane;
    }

    ExecutorService archive() {
        return archive;
    }

    /** Says which groups a source has now. */
    void has(Source source, Set<GroupId> now) {
        groups.put(source.name(), Set.copyOf(now));
    }

    /** Whether it is clear who follows a group, so that its archive can be planned. */
    boolean isSettled(GroupId group) {
        return settled.contains(group);
    }

    @Override
    public void settled(GroupId group) {
        settled.add(group);
    }

    @Override
    public void failed(GroupId group, String message) {
        listener.note("group " + group + ": " + message + "; it is not followed until that passes");
        clerk.execute(() -> remember(group, message));
    }

    @Override
    public void recovered(GroupId group) {
        listener.note("group " + group + " is followed again");
        clerk.execute(() -> remember(group, ""));
    }

    @Override
    public void sourceFailed(String source, String message) {
        listener.note(message + "; asked again later and later");
        Set<GroupId> all = groups.getOrDefault(source, Set.of());
        settled.addAll(all);
        clerk.execute(() -> all.forEach(group -> remember(group, message)));
    }

    @Override
    public void sourceRecovered(String source) {
        listener.note("source " + source + " answers again");
        clerk.execute(() -> groups.getOrDefault(source, Set.of()).forEach(group -> remember(group, "")));
    }

    private void remember(GroupId group, String message) {
        try {
            work.store().catalogue().failure(group, message);
        } catch (CacheException e) {
            listener.note("group " + group + ": its state could not be stored: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        work.stop().request();
        lane.close();
        clerk.shutdown();
        try {
            clerk.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
