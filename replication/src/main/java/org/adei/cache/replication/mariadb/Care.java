package org.adei.cache.replication.mariadb;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.replication.plan.Step;
import org.adei.cache.replication.rejoin.mariadb.Findings;
import org.adei.cache.replication.rejoin.mariadb.Restoration;
import org.adei.cache.settings.Cluster;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores and compares servers beside the steward, which must not wait for that: one piece of work on each server at a
 * time, and none for a while after one that failed. Thread-safe.
 */
final class Care implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Care.class);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration PAUSE_FOR_HUMANS = Duration.ofSeconds(30);
    private static final Path ARCHIVES = Path.of(System.getProperty("java.io.tmpdir"), "adei-cache-undone");

    private final Cluster cluster;
    private final Executor threads;
    private final Map<String, Work> running = new HashMap<>();
    private final Map<String, Long> notBefore = new HashMap<>();

    /** What is being done to a server. */
    private record Work(String master, Restoration restoration) {}

    Care(Cluster cluster, Executor threads) {
        this.cluster = cluster;
        this.threads = threads;
    }

    /** Begins a step, unless it is at work on that server already or has just failed there. */
    synchronized void begin(Step step) {
        String master = step instanceof Step.Restore restore ? restore.master() : ((Step.Compare) step).master();
        Work work = running.get(step.server());
        if (work != null) {
            if (!work.master().equals(master)) {
                work.restoration().abort();
            }
            return;
        }
        long now = System.nanoTime();
        if (notBefore.getOrDefault(step.server(), now) - now > 0) {
            return;
        }
        Path archive = ARCHIVES.resolve(System.currentTimeMillis() + "-" + step.server());
        Work begun = new Work(
                master,
                new Restoration(
                        cluster,
                        new Restoration.Pair(step.server(), master),
                        archive,
                        threads,
                        news -> LOG.info("{}", news)));
        running.put(step.server(), begun);
        threads.execute(() -> work(step, begun));
    }

    private void work(Step step, Work work) {
        Duration pause = PAUSE;
        boolean done = false;
        try {
            LOG.info("{}", step instanceof Step.Restore restore ? restore(restore, work) : compare(step, work));
            done = true;
        } catch (ConfigurationException e) {
            pause = PAUSE_FOR_HUMANS;
            LOG.warn("{} failed and is tried again in {} s: {}", step, pause.toSeconds(), e.getMessage());
        } catch (CacheException e) {
            LOG.warn("{} failed and is tried again: {}", step, e.getMessage());
        } finally {
            synchronized (this) {
                running.remove(step.server());
                if (done) {
                    notBefore.remove(step.server());
                } else {
                    notBefore.put(step.server(), System.nanoTime() + pause.toNanos());
                }
            }
        }
    }

    private static String restore(Step.Restore step, Work work) {
        return step.server() + ": " + work.restoration().restore(step.errant().isEmpty());
    }

    private static String compare(Step step, Work work) {
        Findings found = work.restoration().compare();
        if (!found.differences().isEmpty()) {
            throw new RetryException(step.server() + " differs from " + work.master() + " in "
                    + String.join(", ", found.differences()) + " and is filled anew");
        }
        return step.server() + " holds the same cache as " + work.master() + ", row by row"
                + (found.foreign().isEmpty()
                        ? ""
                        : "; it differs in " + String.join(", ", found.foreign())
                                + ", which are not of the cache and are left as they are");
    }

    @Override
    public synchronized void close() {
        running.values().forEach(work -> work.restoration().abort());
    }
}
