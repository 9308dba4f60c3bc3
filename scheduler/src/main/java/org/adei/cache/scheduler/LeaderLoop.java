package org.adei.cache.scheduler;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.adei.cache.failure.CacheException;
import org.adei.cache.work.LeaderLease;
import org.adei.cache.work.Leadership;
import org.jspecify.annotations.Nullable;

/**
 * Takes the lead when it is free, renews it, and ends the reign when it is lost. Whether the lead may still be good is
 * judged by the time before it was last renewed, so that a process that slept knows at once. Runs on one thread; {@link
 * #end} by any.
 */
final class LeaderLoop implements Runnable {
    /** Time between two looks at the lead. */
    static final Duration BEAT = Duration.ofMillis(500);

    private static final long PATIENCE_SECONDS = 5;

    private final Leadership leadership;
    private final Function<Reign.Terms, Reign> reigns;
    private final LongSupplier clock;
    private final Consumer<String> notes;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile @Nullable Held held;
    private @Nullable Thread last;
    private boolean failing;

    /**
     * Makes a loop.
     *
     * @param reigns begins what a leader does
     * @param clock nanoseconds of a clock that only goes on
     * @param notes hears of gain and loss
     */
    LeaderLoop(Leadership leadership, Function<Reign.Terms, Reign> reigns, LongSupplier clock, Consumer<String> notes) {
        this.leadership = leadership;
        this.reigns = reigns;
        this.clock = clock;
        this.notes = notes;
    }

    /** A lead that this process has, and until when it is sure of it. */
    private static final class Held {
        private final LeaderLease lease;
        private final LongSupplier clock;
        private volatile long until;
        private volatile boolean lost;
        private volatile @Nullable Reign reign;

        Held(LeaderLease lease, LongSupplier clock, long asked) {
            this.lease = lease;
            this.clock = clock;
            this.until = asked + lease.length().toNanos();
        }

        boolean isGood() {
            return !lost && clock.getAsLong() - until < 0;
        }

        void renewed(long asked) {
            until = asked + lease.length().toNanos();
        }
    }

    boolean leads() {
        Held now = held;
        return now != null && now.isGood();
    }

    /** Tells the present reign of something; nothing happens where there is none. */
    void signal(Consumer<Signals> signal) {
        Held now = held;
        if (now != null && now.reign != null) {
            signal.accept(now.reign.signals());
        }
    }

    /** What the present reign complains of; empty if nothing, or if there is none. */
    String complaint() {
        Held now = held;
        return now == null || now.reign == null ? "" : now.reign.complaint();
    }

    void end() {
        over.countDown();
    }

    @Override
    public void run() {
        try {
            boolean ended = false;
            while (!ended) {
                beat();
                ended = over.await(BEAT.toMillis(), TimeUnit.MILLISECONDS);
            }
            giveBack();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void beat() {
        Held now = held;
        long asked = clock.getAsLong();
        try {
            if (now == null) {
                stand(asked);
            } else if (leadership.renew(now.lease)) {
                now.renewed(asked);
            } else {
                stepDown(now, "the lead was lost to another process, or its time ran out");
            }
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                notes.accept((e instanceof CacheException ? e.getMessage() : e) + "; tried again");
            }
            failing = true;
            if (now != null && !now.isGood()) {
                stepDown(now, "the lead could not be renewed in time");
            }
        }
    }

    /** Not before the last reign has come to its end, which may still wait for a source. */
    private void stand(long asked) {
        if (last != null && last.isAlive()) {
            return;
        }
        Optional<LeaderLease> lease = leadership.acquire();
        if (lease.isEmpty()) {
            return;
        }
        Held now = new Held(lease.get(), clock, asked);
        Reign reign = reigns.apply(new Reign.Terms(now.lease, now::isGood));
        now.reign = reign;
        held = now;
        notes.accept("this process leads now");
        Thread thread = new Thread(reign, "adei-lead-plan");
        thread.setDaemon(true);
        thread.start();
        last = thread;
    }

    private void stepDown(Held now, String why) {
        now.lost = true;
        held = null;
        if (now.reign != null) {
            now.reign.signals().end();
        }
        notes.accept(why + "; this process stands by");
    }

    /** What the reign may still be writing proves the lead, so it can be given back before it has ended. */
    private void giveBack() throws InterruptedException {
        Held now = held;
        if (now != null) {
            now.lost = true;
            held = null;
            if (now.reign != null) {
                now.reign.signals().end();
            }
            try {
                leadership.release(now.lease);
            } catch (CacheException e) {
                notes.accept(e.getMessage() + "; it ends by itself");
            }
        }
        if (last != null) {
            last.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        }
    }
}
