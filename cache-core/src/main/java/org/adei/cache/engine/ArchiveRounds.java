package org.adei.cache.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.adei.cache.failure.CacheException;
import org.adei.cache.tail.Followed;

/** Goes round all groups and caches what is missing of them, on a thread of its own. */
final class ArchiveRounds implements Runnable {
    private static final long TICK_MILLIS = 500;

    private final GroupWork work;
    private final Supplier<Collection<SourceBook.Entry>> entries;
    private final RunListener listener;
    private final ExecutorService threads;
    private final Map<Long, Future<?>> running = new HashMap<>();
    private final Map<Long, Long> lastRound = new HashMap<>();

    ArchiveRounds(
            GroupWork work,
            Supplier<Collection<SourceBook.Entry>> entries,
            RunListener listener,
            ExecutorService threads) {
        this.work = work;
        this.entries = entries;
        this.listener = listener;
        this.threads = threads;
    }

    @Override
    public void run() {
        long every = work.options().tuning().current().discovery().toNanos();
        try {
            while (!work.stop().requested()) {
                long now = System.nanoTime();
                for (SourceBook.Entry entry : entries.get()) {
                    long number = entry.cached().number();
                    Future<?> before = running.get(number);
                    Long last = lastRound.get(number);
                    boolean due = last == null || now - last > every;
                    if (due && (before == null || before.isDone())) {
                        lastRound.put(number, now);
                        running.put(number, threads.submit(() -> cache(entry)));
                    }
                }
                work.stop().await(TICK_MILLIS);
            }
        } catch (RejectedExecutionException e) {
            work.stop().request();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void cache(SourceBook.Entry entry) {
        if (work.stop().requested() || !work.allows(entry.cached().id())) {
            return;
        }
        try {
            if (!work.isMissing(entry.source(), new Followed(entry.group(), entry.cached()))) {
                return;
            }
        } catch (CacheException e) {
            listener.note("group " + entry.cached().id() + ": " + e.getMessage());
            return;
        }
        new GroupRun(work, listener).run(entry.source(), entry.group());
    }
}
