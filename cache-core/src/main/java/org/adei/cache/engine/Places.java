package org.adei.cache.engine;

import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;

/** Places for slices at work, as many as there are at the moment. Thread-safe. */
final class Places {
    private static final long LOOK_MILLIS = 100;

    private final IntSupplier count;
    private int taken;

    /**
     * Makes places that are all free.
     *
     * @param count how many there are now; asked ten times a second by those who wait
     */
    Places(IntSupplier count) {
        this.count = count;
    }

    /** Waits for a place; false if the one who waits gives up before. */
    synchronized boolean acquire(BooleanSupplier givesUp) throws InterruptedException {
        while (!givesUp.getAsBoolean()) {
            if (taken < count.getAsInt()) {
                taken++;
                return true;
            }
            wait(LOOK_MILLIS);
        }
        return false;
    }

    /** Whether more are taken than there are. */
    synchronized boolean tooMany() {
        return taken > count.getAsInt();
    }

    synchronized void release() {
        taken--;
        notifyAll();
    }
}
