package org.adei.cache.benchmarks.failover;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.adei.cache.digest.CacheDigest;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.GroupResult;
import org.adei.cache.engine.RunListener;
import org.adei.cache.engine.RunReport;
import org.adei.cache.failure.CacheException;
import org.adei.cache.measure.WriteListener;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.query.Query;
import org.adei.cache.work.LaneName;

/**
 * A cache that is made, forgotten and made again without end, by one thread, and read by another. Its commits and failed
 * reads are noted, and how long each read took, failed or not.
 */
final class CachingLoad implements AutoCloseable {
    private static final int POINTS = 200;
    private static final long READ_MILLIS = 20;
    private static final int ATTEMPTS = 20;
    private static final int NOTES = 5;
    private static final long NONE = Long.MIN_VALUE;

    private final CacheEngine engine;
    private final GroupId group;
    private final CacheDigest undisturbed;
    private final Queue<Long> commits = new ConcurrentLinkedQueue<>();
    private final Queue<String> failedReads = new ConcurrentLinkedQueue<>();
    private final Queue<Long> readNanos = new ConcurrentLinkedQueue<>();
    private final Thread writer;
    private final Thread reader;
    private volatile boolean working;
    private volatile long since;
    private volatile long reading = NONE;
    private volatile boolean closed;
    private boolean idle = true;

    CachingLoad(Site site) {
        engine = CacheEngine.open(site.setup, new WriteListener() {
            @Override
            public void committed(LaneName lane, Commit commit) {
                commits.add(System.nanoTime());
            }
        });
        RunReport first = engine.runOnce(RunListener.NONE);
        group = first.groups().get(0).group();
        undisturbed = engine.digest(group);
        writer = thread("caching", this::cache);
        reader = thread("reading", this::read);
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    void work() {
        commits.clear();
        failedReads.clear();
        since = System.nanoTime();
        readNanos.clear();
        working = true;
    }

    /** Ends the load and makes the cache whole; says what is wrong with it, nothing if it is as without any fault. */
    String finish() throws InterruptedException {
        working = false;
        synchronized (this) {
            while (!idle) {
                wait();
            }
        }
        String problem = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                problem = engine.runOnce(RunListener.NONE).groups().stream()
                        .flatMap(result -> result.problem().stream())
                        .findFirst()
                        .orElse("");
                if (problem.isEmpty()) {
                    return engine.digest(group).equals(undisturbed) ? "" : "the digest differs";
                }
            } catch (CacheException e) {
                problem = String.valueOf(e.getMessage());
            }
        }
        return problem;
    }

    /** When batches were committed, in ns. */
    List<Long> commits() {
        return List.copyOf(commits);
    }

    /** How long reads took in ns, in the order of their ends; one that is at work comes last, with its time so far. */
    List<Long> readNanos() {
        List<Long> all = new ArrayList<>(readNanos);
        long start = reading;
        if (start != NONE) {
            all.add(System.nanoTime() - start);
        }
        return all;
    }

    int failedReads() {
        return failedReads.size();
    }

    /** Some of the failures of reads. */
    List<String> failures() {
        return failedReads.stream().distinct().limit(NOTES).toList();
    }

    private void cache() {
        while (!closed) {
            if (!enter()) {
                pause();
                continue;
            }
            try {
                engine.recache(group, Interval.ALL);
                List<GroupResult> results = engine.runOnce(RunListener.NONE).groups();
                if (results.stream().anyMatch(result -> result.problem().isPresent())) {
                    pause();
                }
            } catch (CacheException e) {
                pause();
            } finally {
                leave();
            }
        }
    }

    private synchronized boolean enter() {
        idle = !working;
        return working;
    }

    private synchronized void leave() {
        idle = true;
        notifyAll();
    }

    private void read() {
        while (!closed) {
            pause();
            if (working) {
                long start = System.nanoTime();
                reading = start;
                try {
                    engine.query(Query.of(group, POINTS));
                } catch (CacheException e) {
                    failedReads.add(String.valueOf(e.getMessage()));
                }
                reading = NONE;
                if (start - since >= 0) {
                    readNanos.add(System.nanoTime() - start);
                }
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(READ_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        working = false;
        engine.stop();
        try {
            writer.join(TimeUnit.SECONDS.toMillis(20));
            reader.join(TimeUnit.SECONDS.toMillis(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engine.close();
    }
}
