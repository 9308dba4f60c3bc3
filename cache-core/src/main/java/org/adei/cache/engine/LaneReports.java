package org.adei.cache.engine;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Nanos;
import org.adei.cache.source.Source;
import org.adei.cache.store.CacheStore;
import org.adei.cache.tail.LaneListener;
import org.adei.cache.work.LaneName;

/** Tells the operator and the catalogue what those meet who follow for a lane. Thread-safe; owns a thread. */
final class LaneReports implements LaneListener, AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;

    private final CacheStore store;
    private final RunListener listener;
    private final LaneName lane;
    private final Consumer<GroupId> settled;
    private final Map<String, Set<GroupId>> groups = new ConcurrentHashMap<>();
    private final ExecutorService clerk = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "adei-clerk");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * Makes reports.
     *
     * @param lane for which groups are followed
     * @param settled hears of groups of which it is clear who follows them
     */
    LaneReports(CacheStore store, RunListener listener, LaneName lane, Consumer<GroupId> settled) {
        this.store = store;
        this.listener = listener;
        this.lane = lane;
        this.settled = settled;
    }

    /** Says which groups a source has now. */
    void has(Source source, Set<GroupId> now) {
        groups.put(source.name(), Set.copyOf(now));
    }

    @Override
    public void settled(GroupId group) {
        settled.accept(group);
    }

    @Override
    public void cameRound(String source) {
        listener.cameRound(lane, source);
    }

    @Override
    public void seen(GroupId group, long last) {
        listener.seen(lane, group, last);
    }

    @Override
    public void taking(GroupId group) {
        listener.taking(lane, group);
    }

    @Override
    public void taken(GroupId group) {
        listener.taken(lane, group);
    }

    @Override
    public void left(GroupId group) {
        listener.left(group);
    }

    @Override
    public void committed(GroupId group, long position, int rows) {
        listener.followed(lane, group, position);
    }

    @Override
    public void failing(GroupId group) {
        listener.retried(lane, group);
        listener.failing(lane, group);
    }

    @Override
    public void failed(GroupId group, String message) {
        listener.note("group " + group + ": " + message + "; it is not followed until that passes");
        clerk.execute(() -> remember(group, message));
    }

    @Override
    public void recovered(GroupId group) {
        listener.recovered(group);
        listener.note("group " + group + " is followed again");
        clerk.execute(() -> remember(group, ""));
    }

    @Override
    public void sourceFailed(String source, String message) {
        listener.sourceFailed(source, message);
        listener.note(message + "; asked again later and later");
        Set<GroupId> all = groups.getOrDefault(source, Set.of());
        all.forEach(settled);
        clerk.execute(() -> all.forEach(group -> remember(group, message)));
    }

    @Override
    public void sourceRecovered(String source) {
        listener.sourceRecovered(source);
        listener.note("source " + source + " answers again");
        clerk.execute(() -> groups.getOrDefault(source, Set.of()).forEach(group -> remember(group, "")));
    }

    @Override
    public void pushed(String source) {
        listener.note("source " + source + " tells of its changes by its binary log");
    }

    @Override
    public void resumed(String source, int groups) {
        listener.note("source " + source + " has told again what changed since the positions saved with " + groups
                + (groups == 1 ? " group" : " groups"));
    }

    @Override
    public void polled(String source, String reason) {
        listener.note("source " + source + " is asked for its changes: " + reason);
    }

    @Override
    public void late(GroupId group, Interval changed) {
        listener.note("group " + group + ": rows from " + Nanos.toInstant(changed.from()) + " to "
                + Nanos.toInstant(changed.to())
                + " were changed in the source after they had been cached for good; recache this interval");
    }

    private void remember(GroupId group, String message) {
        try {
            store.catalogue().failure(group, message);
        } catch (CacheException e) {
            listener.note("group " + group + ": its state could not be stored: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        clerk.shutdown();
        try {
            clerk.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
