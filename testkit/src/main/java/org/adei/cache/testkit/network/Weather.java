package org.adei.cache.testkit.network;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** What a proxy does to bytes at present; all its threads ask here. Thread-safe. */
final class Weather {
    private final Set<Direction> blocked = EnumSet.noneOf(Direction.class);
    private long delayNanos;

    synchronized void delay(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("delay " + delay + " is negative: expected 0 or more");
        }
        delayNanos = delay.toNanos();
    }

    synchronized void block(Direction direction) {
        blocked.add(direction);
    }

    synchronized void heal() {
        blocked.clear();
        delayNanos = 0;
        notifyAll();
    }

    synchronized long delayNanos() {
        return delayNanos;
    }

    /** Waits while the direction is blocked. */
    synchronized void awaitPassage(Direction direction) throws InterruptedException {
        while (blocked.contains(direction)) {
            wait();
        }
    }
}
