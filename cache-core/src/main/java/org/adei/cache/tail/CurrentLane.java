package org.adei.cache.tail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.adei.cache.control.Permission;
import org.adei.cache.settings.Tuning;
import org.adei.cache.source.Source;
import org.adei.cache.store.CacheStore;
import org.adei.cache.work.LaneName;

/**
 * Follows the newest rows of many groups: one thread per source, a few for all together. What it commits it commits at
 * once. Thread-safe; owns its threads, not the store and the sources.
 */
public final class CurrentLane implements AutoCloseable {
    private static final int OPENERS = 4;
    private static final long PATIENCE_SECONDS = 5;

    private final Lane lane;
    private final TailWriters writers;
    private final ExecutorService openers;
    private final ExecutorService keeper;
    private final Map<Source, SourceFollower> followers = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * Makes a lane that follows nothing yet.
     *
     * @param tuning limits; lease, batch and those of the current lane are used
     */
    public CurrentLane(CacheStore store, Tuning tuning, LaneListener listener) {
        this(store, tuning, listener, Permission.ALWAYS);
    }

    /**
     * The same, obeying an operator.
     *
     * @param permission says which groups may be followed, and by how many writers; asked five times a second
     */
    public CurrentLane(CacheStore store, Tuning tuning, LaneListener listener, Permission permission) {
        int configured = tuning.current().writers();
        writers = new TailWriters(
                store.tails(),
                () -> permission.threads(LaneName.CURRENT, configured),
                tuning.batch().rows());
        openers = Executors.newFixedThreadPool(OPENERS, named("adei-tail-open"));
        keeper = Executors.newSingleThreadExecutor(named("adei-tail-keep"));
        lane = new Lane(store, tuning, new Lane.Hands(writers, openers, keeper), listener, permission);
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Follows these groups of a source from now on, and no others of it. */
    public synchronized void follow(Source source, List<Followed> groups) {
        SourceFollower follower = followers.get(source);
        if (follower == null) {
            follower = new SourceFollower(source, lane, new Home(System::nanoTime));
            followers.put(source, follower);
            Thread thread = new Thread(follower, "adei-follow-" + source.name());
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        follower.update(groups);
    }

    /** Commits what is on its way, gives all leases back and ends the threads; returns within about 6 s. */
    @Override
    public synchronized void close() {
        followers.values().forEach(SourceFollower::stop);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            for (Thread thread : threads) {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            }
            openers.shutdown();
            keeper.shutdown();
            openers.awaitTermination(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            openers.shutdownNow();
            keeper.shutdownNow();
            writers.close();
        }
    }
}
