package org.adei.cache.tail;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.adei.cache.failure.CacheException;
import org.adei.cache.source.Source;
import org.adei.cache.source.Watch;
import org.jspecify.annotations.Nullable;

/**
 * Follows all groups of one source: one thread, one connection to the source. A source that fails is asked later and
 * later; its leases are kept meanwhile, since nobody else could do better.
 */
final class SourceFollower implements Runnable {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long FAREWELL = TimeUnit.SECONDS.toNanos(5);

    private final Source source;
    private final Lane lane;
    private final Home home;
    private final Roster roster;
    private final Flocks flocks = new Flocks();
    private @Nullable Watch watch;
    private int failures;
    private long askAt = Long.MIN_VALUE;

    SourceFollower(Source source, Lane lane, Home home) {
        this.source = source;
        this.lane = lane;
        this.home = home;
        this.roster = new Roster(source, lane, home);
    }

    /** Tells what there is to follow from now on. May be called by any thread. */
    void update(List<Followed> wanted) {
        List<Followed> copy = List.copyOf(wanted);
        home.execute(() -> roster.update(copy));
    }

    void stop() {
        home.stop();
    }

    @Override
    public void run() {
        try {
            while (!home.stopping()) {
                step();
            }
            roster.letAllGo();
            long deadline = home.now() + FAREWELL;
            while (roster.isBusy() && home.now() < deadline) {
                home.runTasks(home.now() + TICK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closeWatch();
        }
    }

    private void step() throws InterruptedException {
        long now = home.now();
        lane.listener().cameRound(source.name());
        try {
            roster.obeyDue(now);
            roster.openDue(now);
            roster.renewDue(now);
            if (roster.changed()) {
                flocks.changed();
            }
            flocks.refresh(roster.followers(), now);
            if (now - askAt >= 0 || askAt == Long.MIN_VALUE) {
                askDue(now);
            }
        } catch (CacheException e) {
            failed(e.getMessage());
        } catch (RuntimeException e) {
            failed("source " + source.name() + " cannot be followed: " + e + ", a fault of this program");
        }
        home.runTasks(next(home.now()));
    }

    private void askDue(long now) {
        for (Flock flock : flocks.all()) {
            if (flock.dueAt() <= now) {
                watching().ask(flock, flocks.least());
                recovered();
            }
        }
    }

    private NewsRound watching() {
        Watch current = watch;
        if (current == null) {
            current = source.watch();
            watch = current;
        }
        return new NewsRound(lane, home, roster, current);
    }

    private long next(long now) {
        long due = Math.max(flocks.dueAt(now + TICK), askAt);
        return Math.min(now + TICK, due);
    }

    private void failed(String message) {
        closeWatch();
        failures++;
        askAt = home.now() + Backing.off(failures);
        if (failures == 1) {
            lane.listener().sourceFailed(source.name(), message);
        }
    }

    private void recovered() {
        if (failures > 0) {
            failures = 0;
            lane.listener().sourceRecovered(source.name());
        }
    }

    private void closeWatch() {
        Watch current = watch;
        watch = null;
        if (current != null) {
            current.close();
        }
    }
}
