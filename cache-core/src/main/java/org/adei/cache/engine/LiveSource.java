package org.adei.cache.engine;

import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.GroupId;
import org.adei.cache.source.Source;
import org.adei.cache.tail.Followed;

/**
 * Looks again and again what one source has, hands its groups to the current lane and, once it is clear who follows
 * them, to the archive lane. Runs on a thread of its own.
 */
final class LiveSource implements Runnable {
    private static final long TICK_MILLIS = 100;
    private static final long AFTER_MOVE_MILLIS = 1_000;

    /** Looking takes at most a twentieth of the time. */
    private static final int SHARE = 20;

    private final Source source;
    private final LiveRun live;
    private final SourceView view;
    private final Map<GroupId, Future<?>> running = new HashMap<>();
    private final Set<GroupId> waiting = new LinkedHashSet<>();
    private final Set<GroupId> stopped = ConcurrentHashMap.newKeySet();
    private boolean failed;

    LiveSource(Source source, LiveRun live) {
        this.source = source;
        this.live = live;
        this.view = new SourceView(source, live.work(), live.listener(), live.reports());
    }

    @Override
    public void run() {
        Stop stop = live.work().stop();
        try {
            while (!stop.requested()) {
                long start = System.nanoTime();
                look();
                long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                long wait = Math.max(
                        live.work().options().tuning().current().discovery().toMillis(), took * SHARE);
                for (long waited = 0; waited < wait && !stop.requested() && !hasMoved(waited); waited += TICK_MILLIS) {
                    startArchives();
                    stop.await(Math.min(TICK_MILLIS, wait - waited));
                }
            }
            awaitArchives();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Another server is written to, and a source that failed at the last look was left alone for a while. */
    private boolean hasMoved(long waited) {
        return waited >= AFTER_MOVE_MILLIS && view.isOutdated();
    }

    private void look() {
        try {
            List<Followed> followed = view.look();
            live.lane().follow(source, followed);
            waiting.clear();
            followed.forEach(group -> waiting.add(group.group().id()));
            failed = false;
        } catch (CacheException e) {
            if (!failed) {
                live.reports().sourceFailed(source.name(), e.getMessage());
            }
            failed = true;
        } catch (RuntimeException e) {
            view.tell("source " + source.name() + " cannot be looked at: " + e + ", a fault of this program");
        }
    }

    private void startArchives() {
        for (GroupId id : List.copyOf(stopped)) {
            Future<?> before = running.get(id);
            if ((before == null || before.isDone()) && stopped.remove(id)) {
                waiting.add(id);
            }
        }
        for (Iterator<GroupId> all = waiting.iterator(); all.hasNext(); ) {
            GroupId id = all.next();
            Followed group = view.find(id);
            Future<?> before = running.get(id);
            if (group == null || before != null && !before.isDone()) {
                all.remove();
            } else if (live.isSettled(id) && live.work().allows(id)) {
                all.remove();
                start(group);
            }
        }
    }

    private void start(Followed group) {
        try {
            running.put(group.group().id(), live.archive().submit(() -> cacheArchive(group)));
        } catch (RejectedExecutionException e) {
            // the engine is being closed
            live.work().stop().request();
        }
    }

    /** What is wrong with a source or the cache here is told by those who follow the group. */
    private void cacheArchive(Followed group) {
        boolean missing;
        try {
            missing = live.work().isMissing(source, group);
        } catch (CacheException e) {
            return;
        }
        if (missing) {
            new GroupRun(live.work(), live.listener()).run(source, group.group());
        }
        if (!live.work().allows(group.group().id())) {
            stopped.add(group.group().id());
        }
    }

    private void awaitArchives() throws InterruptedException {
        for (Future<?> archive : running.values()) {
            try {
                archive.get(TimeUnit.SECONDS.toMillis(9), TimeUnit.MILLISECONDS);
            } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
                live.listener().note("an archive of source " + source.name() + " did not end in good order: " + e);
            }
        }
    }
}
