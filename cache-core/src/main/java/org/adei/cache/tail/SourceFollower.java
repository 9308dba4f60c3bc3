package org.adei.cache.tail;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.adei.cache.failure.CacheException;
import org.adei.cache.source.Push;
import org.adei.cache.source.Source;
import org.adei.cache.source.Watch;
import org.jspecify.annotations.Nullable;

/**
 * Follows all groups of one source: one thread, one connection to the source. A source that fails is asked later and
 * later; its leases are kept meanwhile, since nobody else could do better.
 */
final class SourceFollower implements Runnable {
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long ASKING = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long FAREWELL = TimeUnit.SECONDS.toNanos(5);

    private final Source source;
    private final Lane lane;
    private final Home home;
    private final Roster roster;
    private final Flocks flocks = new Flocks();
    private final Errands errands;
    private final Rereads rereads;
    private final Announced announced;
    private @Nullable Push push;
    private final Replays replays;
    private boolean pushing;
    private boolean polled;
    private @Nullable Watch watch;
    private int failures;
    private long askAt = Long.MIN_VALUE;

    SourceFollower(Source source, Lane lane, Home home) {
        this.source = source;
        this.lane = lane;
        this.home = home;
        this.roster = new Roster(source, lane, home);
        this.errands = new Errands(lane, home);
        this.rereads = new Rereads(home);
        this.announced = new Announced(home, this::look, new Announced.Signals() {
            @Override
            public void begins() {
                pushing = true;
                lane.listener().pushed(source.name());
                askAll();
                roster.renewSoon();
            }

            @Override
            public void ends(String reason) {
                pushing = false;
                polled = true;
                errands.clear();
                replays.end(roster);
                roster.renewSoon();
                lane.listener().polled(source.name(), reason);
                askAll();
            }

            @Override
            public void replayed(Replay replay) {
                replays.ended(replay, roster);
                roster.renewSoon();
            }
        });
        this.replays = new Replays(source.name(), lane, home, announced);
    }

    private void look() {
        errands.add(announced.take());
        if (announced.takeAll()) {
            askAll();
        }
    }

    /** Asks for all groups at once, and lets each have the pace that is right now. */
    private void askAll() {
        Push telling = push;
        roster.followers().forEach(each -> each.pushed(pushing && telling != null && telling.covers(each.group())));
        flocks.changed();
    }

    private @Nullable String saved(Follower follower) {
        if (pushing && follower.isPushed()) {
            return follower.logged(errands.logged(follower.group().id()));
        }
        return pushing || polled || push == null ? "" : null;
    }

    private void follow(List<Followed> wanted) {
        roster.update(wanted);
        errands.keep(wanted.stream().map(each -> each.group().id()).collect(Collectors.toSet()));
        Push telling = push;
        if (telling == null && !home.stopping()) {
            telling = source.push(announced).orElse(null);
            push = telling;
        }
        if (telling != null) {
            telling.follow(wanted.stream().map(Followed::group).toList());
            askAll();
        }
    }

    /** Tells what there is to follow from now on. May be called by any thread. */
    void update(List<Followed> wanted) {
        List<Followed> copy = List.copyOf(wanted);
        home.execute(() -> follow(copy));
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
            closePush();
            roster.letAllGo();
            long deadline = home.now() + FAREWELL;
            while (roster.isBusy() && home.now() < deadline) {
                home.runTasks(home.now() + TICK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            closePush();
            closeWatch();
        }
    }

    private void step() throws InterruptedException {
        long now = home.now();
        lane.listener().cameRound(source.name());
        try {
            roster.obeyDue(now);
            roster.openDue(now);
            look();
            Push telling = push;
            if (pushing && telling != null) {
                replays.startDue(telling, errands.heard(), roster);
            }
            roster.renewDue(now, this::saved);
            if (roster.changed()) {
                flocks.changed();
            }
            flocks.refresh(roster.followers(), now);
            if (now - askAt >= 0 || askAt == Long.MIN_VALUE) {
                askDue(now);
                if (errands.dueAt(Long.MAX_VALUE) <= home.now()) {
                    errands.run(watching(), roster);
                    recovered();
                }
                if (rereads.select(roster.followers())) {
                    rereads.run(watching());
                    recovered();
                }
            }
        } catch (CacheException e) {
            failed(e.getMessage());
        } catch (RuntimeException e) {
            failed("source " + source.name() + " cannot be followed: " + e + ", a fault of this program");
        }
        home.runTasks(next(home.now()));
    }

    /** Asks for those that are due, the longest first, for the time that what was told of meanwhile can wait. */
    private void askDue(long now) {
        Flock flock = flocks.due(now);
        while (flock != null && home.now() - now < ASKING) {
            watching().ask(flock, flocks.least());
            recovered();
            flock = flocks.due(now);
        }
    }

    private NewsRound watching() {
        Watch current = watch;
        if (current == null) {
            current = source.watch();
            watch = current;
        }
        return new NewsRound(lane, home, roster, current, errands);
    }

    private long next(long now) {
        long due = Math.max(errands.dueAt(flocks.dueAt(rereads.dueAt(now + TICK))), askAt);
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

    private void closePush() {
        Push telling = push;
        push = null;
        pushing = false;
        if (telling != null) {
            telling.close();
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
