package org.adei.cache.scheduler;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What other threads tell the leader's thread, which waits for it. Thread-safe; at most one look per source waits. */
final class Signals {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Runnable> results = new ArrayList<>();
    private boolean discovery;
    private boolean sweep;
    private boolean over;

    /**
     * All that was told since the last call.
     *
     * @param results tasks for the leader's thread
     * @param over whether the reign is at its end
     */
    record Told(boolean discovery, boolean sweep, List<Runnable> results, boolean over) {}

    void discovery() {
        tell(() -> discovery = true);
    }

    void sweep() {
        tell(() -> sweep = true);
    }

    void result(Runnable task) {
        tell(() -> results.add(task));
    }

    void end() {
        tell(() -> over = true);
    }

    private void tell(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something is told, but not longer than that. */
    Told await(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = Math.min(nanos, TimeUnit.SECONDS.toNanos(1));
            while (!discovery && !sweep && !over && results.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            Told told = new Told(discovery, sweep, List.copyOf(results), over);
            discovery = false;
            sweep = false;
            results.clear();
            return told;
        } finally {
            lock.unlock();
        }
    }
}
