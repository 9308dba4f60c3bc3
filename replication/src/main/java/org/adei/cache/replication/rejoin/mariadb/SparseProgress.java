package org.adei.cache.replication.rejoin.mariadb;

import java.time.Duration;
import java.util.function.Consumer;

/** Passes on one sentence in a while, for work in thousands of pieces. Used by one thread. */
public final class SparseProgress implements Consumer<String> {
    private final Consumer<String> receiver;
    private final Duration distance;
    private long last = System.nanoTime();

    /** The first sentence is passed on after as long as all others. */
    public SparseProgress(Consumer<String> receiver, Duration distance) {
        this.receiver = receiver;
        this.distance = distance;
    }

    @Override
    public void accept(String sentence) {
        long now = System.nanoTime();
        if (now - last >= distance.toNanos()) {
            last = now;
            receiver.accept(sentence);
        }
    }
}
