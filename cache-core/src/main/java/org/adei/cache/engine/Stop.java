package org.adei.cache.engine;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The request to end early, asked between batches. Thread-safe; once requested it stays so. */
final class Stop {
    private final CountDownLatch requested = new CountDownLatch(1);

    void request() {
        requested.countDown();
    }

    boolean requested() {
        return requested.getCount() == 0;
    }

    /** Waits, but not longer than until the request. */
    void await(long millis) throws InterruptedException {
        requested.await(millis, TimeUnit.MILLISECONDS);
    }
}
