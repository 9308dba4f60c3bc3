package org.adei.cache.worker.status;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.adei.cache.failure.CacheException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;

/**
 * What sources have, asked by a thread each, so that one that does not answer holds nobody up. Thread-safe; owns its
 * threads, not the sources.
 */
public final class AskedSources implements AutoCloseable {
    /** What is asked here comes on top of the limits that workers keep, so it is asked seldom. */
    private static final long PAUSE_MILLIS = 30_000;

    private static final long SLOW_NANOS = 1_500_000_000L;

    private final Map<GroupId, Interval> extents = new ConcurrentHashMap<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private final Map<String, String> hindrances = new ConcurrentHashMap<>();
    private final Map<String, Long> askedSince = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch answered;

    /** Starts to ask, each at most every 30 s, until it is closed. */
    public AskedSources(List<Source> sources) {
        answered = new CountDownLatch(sources.size());
        for (Source source : sources) {
            Thread thread = new Thread(() -> ask(source), "adei-status-" + source.name());
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void ask(Source source) {
        try {
            do {
                askedSince.put(source.name(), System.nanoTime());
                try {
                    for (SourceGroup group : source.discover().groups()) {
                        extents.put(group.id(), source.extent(group));
                        if (closed.getCount() == 0) {
                            return;
                        }
                    }
                    source.pushHindrance()
                            .ifPresentOrElse(
                                    reason -> hindrances.put(source.name(), reason),
                                    () -> hindrances.remove(source.name()));
                    failures.remove(source.name());
                } catch (CacheException e) {
                    failures.put(source.name(), String.valueOf(e.getMessage()));
                } catch (RuntimeException e) {
                    failures.put(source.name(), e + ", a fault of this program");
                }
                askedSince.remove(source.name());
                answered.countDown();
            } while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until each has answered once, but not longer than that. */
    public void await(long millis) throws InterruptedException {
        answered.await(millis, TimeUnit.MILLISECONDS);
    }

    Optional<Interval> extent(GroupId group) {
        return Optional.ofNullable(extents.get(group));
    }

    /** What came of the last questions, and who has not answered yet. */
    StatusReport.Asked answers() {
        long now = System.nanoTime();
        Set<String> slow = new TreeSet<>();
        askedSince.forEach((name, since) -> {
            if (now - since > SLOW_NANOS) {
                slow.add(name);
            }
        });
        return new StatusReport.Asked(failures, hindrances, slow);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
