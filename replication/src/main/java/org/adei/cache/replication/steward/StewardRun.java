package org.adei.cache.replication.steward;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets a steward work until it is closed: a thread for its rounds and one for its renewals. */
public final class StewardRun implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StewardRun.class);
    private static final int ROUNDS_PER_LEASE = 20;
    private static final int RENEWALS_PER_LEASE = 5;
    private static final int CLOSE_SECONDS = 20;

    private final Steward steward;
    private final ScheduledExecutorService threads;

    /** Starts at once. */
    public StewardRun(Steward steward, Duration lease, ThreadFactory factory) {
        this.steward = steward;
        threads = Executors.newScheduledThreadPool(2, factory);
        long nanos = lease.toNanos();
        threads.scheduleWithFixedDelay(
                () -> guarded(steward::round), 0, nanos / ROUNDS_PER_LEASE, TimeUnit.NANOSECONDS);
        threads.scheduleWithFixedDelay(
                () -> guarded(steward::renew), 0, nanos / RENEWALS_PER_LEASE, TimeUnit.NANOSECONDS);
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("a steward's round failed; it goes on with the next one", e);
        }
    }

    /** Ends after the step at work. The votes are given back, the lease is not: the next steward goes on with the reign. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a steward's step has not ended within {} s", CLOSE_SECONDS);
                return;
            }
            guarded(steward::release);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
