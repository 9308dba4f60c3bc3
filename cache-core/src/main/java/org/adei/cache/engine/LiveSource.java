package org.adei.cache.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.GroupId;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.tail.Followed;

/**
 * Looks again and again what one source has, hands its groups to the current lane and, once it is clear who follows
 * them, to the archive lane. Runs on a thread of its own.
 */
final class LiveSource implements Runnable {
    private static final long TICK_MILLIS = 100;

    /** Looking takes at most a twentieth of the time. */
    private static final int SHARE = 20;

    private final Source source;
    private final LiveRun live;
    private final Map<GroupId, Followed> known = new LinkedHashMap<>();
    private final Map<GroupId, Future<?>> running = new HashMap<>();
    private final Set<GroupId> waiting = new LinkedHashSet<>();
    private final Set<String> told = new HashSet<>();
    private boolean failed;

    LiveSource(Source source, LiveRun live) {
        this.source = source;
        this.live = live;
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
                for (long waited = 0; waited < wait && !stop.requested(); waited += TICK_MILLIS) {
                    startArchives();
                    stop.await(Math.min(TICK_MILLIS, wait - waited));
                }
            }
            awaitArchives();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            Discovery discovery = source.discover();
            discovery.problems().forEach(problem -> tell(problem.subject() + ": " + problem.message()));
            discovery.notes().forEach(this::tell);
            take(discovery.groups());
            failed = false;
        } catch (CacheException e) {
            if (!failed) {
                live.sourceFailed(source.name(), e.getMessage());
            }
            failed = true;
        } catch (RuntimeException e) {
            tell("source " + source.name() + " cannot be looked at: " + e + ", a fault of this program");
        }
    }

    private void tell(String note) {
        if (told.add(note)) {
            live.listener().note(note);
        }
    }

    private void take(List<SourceGroup> groups) {
        Set<GroupId> now = new HashSet<>();
        List<Followed> followed = new ArrayList<>();
        for (SourceGroup group : groups) {
            now.add(group.id());
            try {
                followed.add(known.compute(group.id(), (id, before) -> registered(group, before)));
            } catch (CacheException e) {
                live.failed(group.id(), e.getMessage());
            }
        }
        for (GroupId gone : List.copyOf(known.keySet())) {
            if (!now.contains(gone)) {
                known.remove(gone);
                tell("group " + gone + " is gone from source " + source.name() + "; what is cached stays");
            }
        }
        live.has(source, now);
        live.lane().follow(source, followed);
        waiting.clear();
        waiting.addAll(now);
    }

    private Followed registered(SourceGroup group, @org.jspecify.annotations.Nullable Followed before) {
        if (before != null && before.group().channels().equals(group.channels())) {
            return new Followed(group, before.cached());
        }
        CachedGroup cached = live.work().register(group, live.listener());
        return new Followed(group, cached);
    }

    private void startArchives() {
        for (Iterator<GroupId> all = waiting.iterator(); all.hasNext(); ) {
            GroupId id = all.next();
            Followed group = known.get(id);
            Future<?> before = running.get(id);
            if (group == null || before != null && !before.isDone()) {
                all.remove();
            } else if (live.isSettled(id)) {
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
