package org.adei.cache.benchmarks.failover;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.adei.cache.control.Permission;
import org.adei.cache.digest.CacheDigest;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.RunListener;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.store.Span;
import org.adei.cache.store.mariadb.MariaDbCacheStore;

/** A source that grows and is followed all the time by a process that is never started again. */
final class FollowingLoad implements AutoCloseable {
    private static final int CONNECTIONS = 8;
    private static final long PATIENCE_SECONDS = 60;
    private static final long LOOK_MILLIS = 20;

    /** One window of the coarsest level holds all that comes in hours, so that the tail is all there is. */
    private static final Ladder LADDER = Ladder.ofSeconds(1, 10, 86_400);

    private final TickingSource source = new TickingSource();
    private final AtomicLong recached = new AtomicLong();
    private final CacheEngine engine;
    private final Thread follower;

    FollowingLoad(Site site) {
        MariaDbCacheStore store = MariaDbCacheStore.open(
                site.setup.cache(), site.setup.cluster(), site.setup.tuning().lease(), CONNECTIONS);
        engine = new CacheEngine(store, List.of(source), LADDER, site.setup.tuning());
        // as a worker that hears of it at once when something is to be cached anew
        engine.obey(Permission.always(recached::get));
        follower = new Thread(() -> engine.follow(RunListener.NONE), "following");
        follower.setDaemon(true);
        follower.start();
    }

    void work() {
        source.run(true);
    }

    /** Ends the growth; says what is wrong with what was followed, nothing if it is as if it were cached anew. */
    String finish() throws InterruptedException {
        long end = source.run(false);
        String act = "the followed group is not cached up to its end within " + PATIENCE_SECONDS + " s";
        if (!await(() -> isCovered(end))) {
            return act;
        }
        CacheDigest followed = patiently(() -> engine.digest(source.id()));
        patiently(() -> engine.recache(source.id(), Interval.ALL));
        recached.incrementAndGet();
        if (!await(() -> isCovered(end))) {
            return act + " after it was forgotten";
        }
        return patiently(() -> engine.digest(source.id())).equals(followed)
                ? ""
                : "the digest of the followed group differs";
    }

    /** A server that was away may go once more when it comes back. */
    private static <T> T patiently(Supplier<T> work) throws InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS); ; ) {
            try {
                return work.get();
            } catch (CacheException e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        }
    }

    private static boolean await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (System.nanoTime() < end) {
            if (condition.getAsBoolean()) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
        return false;
    }

    private boolean isCovered(long end) {
        try {
            List<Span> spans = engine.status().stream()
                    .filter(group -> group.group().id().equals(source.id()))
                    .flatMap(group -> group.spans().stream())
                    .toList();
            return spans.size() == 1
                    && spans.get(0).covered().from() <= source.first()
                    && spans.get(0).covered().to() >= end;
        } catch (CacheException e) {
            return false;
        }
    }

    @Override
    public void close() {
        engine.stop();
        try {
            follower.join(TimeUnit.SECONDS.toMillis(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engine.close();
    }
}
