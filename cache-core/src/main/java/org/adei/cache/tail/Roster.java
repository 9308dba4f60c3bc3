package org.adei.cache.tail;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.LeaseLostException;
import org.adei.cache.model.GroupId;
import org.adei.cache.source.Source;
import org.adei.cache.store.TailClaim;
import org.adei.cache.store.TailStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The groups of one source, and which of them are held: takes tails, renews and gives back their leases. Used by the
 * thread of the source; what takes long runs elsewhere and comes back as a task for that thread.
 */
final class Roster {
    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

    private static final long OTHERS_AFTER = TimeUnit.SECONDS.toNanos(1);
    private static final long OBEY_EVERY = TimeUnit.MILLISECONDS.toNanos(200);

    private final Source source;
    private final Lane lane;
    private final Home home;
    private final Map<GroupId, Follower> followers = new LinkedHashMap<>();
    private boolean changed;
    private boolean looking;
    private boolean renewing;
    private long renewAt;
    private long obeyAt = Long.MIN_VALUE;
    private long recached;
    private long moves;

    Roster(Source source, Lane lane, Home home) {
        this.source = source;
        this.lane = lane;
        this.home = home;
    }

    Collection<Follower> followers() {
        return followers.values();
    }

    @Nullable
    Follower find(GroupId group) {
        return followers.get(group);
    }

    /** Whether other groups are held than at the last call. */
    boolean changed() {
        boolean now = changed;
        changed = false;
        return now;
    }

    /** Brings the roster up to date with what the source has: groups come, go, or have other channels. */
    void update(List<Followed> wanted) {
        Map<GroupId, Followed> byId = new LinkedHashMap<>();
        wanted.forEach(each -> byId.put(each.group().id(), each));
        followers.values().removeIf(known -> {
            Followed same = byId.get(known.group().id());
            if (same == null || !known.followed().isSame(same)) {
                letGo(known);
                changed = true;
                return true;
            }
            known.refresh(same);
            return false;
        });
        for (Followed each : wanted) {
            followers.computeIfAbsent(
                    each.group().id(), id -> new Follower(each, lane.tuning().current(), home.now()));
        }
        obeyAt = Long.MIN_VALUE;
    }

    /**
     * Lets go of groups that an operator has stopped, and comes back to those that were started again. Where another
     * server is written to, renewing tells which tails it does not hold as they were.
     */
    void obeyDue(long now) {
        if (now < obeyAt) {
            return;
        }
        obeyAt = now + OBEY_EVERY;
        long request = lane.permission().recached();
        if (request != recached) {
            recached = request;
            renewSoon();
        }
        long move = lane.store().moves();
        if (move != moves) {
            moves = move;
            renewSoon();
        }
        for (Follower follower : followers.values()) {
            boolean pause = !lane.allows(follower.group().id());
            if (pause != follower.isPaused()) {
                follower.pause(pause);
                if (pause && !follower.isWriting() && !follower.isOpening()) {
                    drop(follower);
                }
            }
        }
    }

    private void drop(Follower follower) {
        HeldTail held = follower.held();
        TailClaim claim = held == null ? follower.uncertain() : held.claim();
        if (claim != null) {
            release(claim);
        }
        follower.drop();
        changed = true;
        lane.listener().left(follower.group().id());
        lane.listener().settled(follower.group().id());
    }

    /** Starts to take the tails that it is time for, unless somebody else holds them. */
    void openDue(long now) {
        if (looking || home.stopping() || followers.values().stream().noneMatch(each -> each.opens(now))) {
            return;
        }
        looking = true;
        lane.hands().keeper().execute(() -> {
            Set<Long> held = heldByAnybody();
            home.execute(() -> openOthersThan(held));
        });
    }

    /** That nobody is known to hold a tail costs an attempt each, no more. */
    private Set<Long> heldByAnybody() {
        try {
            return lane.store().tails().held();
        } catch (CacheException e) {
            return Set.of();
        }
    }

    private void openOthersThan(Set<Long> held) {
        looking = false;
        long now = home.now();
        for (Follower follower : followers.values()) {
            if (follower.opens(now)) {
                if (follower.uncertain() == null
                        && held.contains(follower.cached().number())) {
                    follower.openAgain(now + OTHERS_AFTER);
                    lane.listener().left(follower.group().id());
                    lane.listener().settled(follower.group().id());
                } else {
                    open(follower);
                }
            }
        }
    }

    private void open(Follower follower) {
        follower.opening();
        TailClaim uncertain = follower.uncertain();
        GroupId group = follower.group().id();
        TailOpening opening = new TailOpening(
                lane, source, follower, () -> home.stopping() || follower.isLeaving() || !lane.allows(group));
        lane.hands().openers().execute(() -> {
            lane.listener().taking(group);
            try {
                Optional<HeldTail> held = uncertain == null ? opening.open() : opening.reopen(uncertain);
                home.execute(() -> opened(follower, held, uncertain != null));
            } catch (RuntimeException e) {
                home.execute(() -> failed(follower, e));
            } finally {
                lane.listener().taken(group);
            }
        });
    }

    private void opened(Follower follower, Optional<HeldTail> held, boolean again) {
        if (held.isPresent() && (home.stopping() || follower.isLeaving())) {
            follower.openAgain(Long.MAX_VALUE);
            release(held.get().claim());
            return;
        }
        if (held.isPresent()) {
            follower.hold(held.get(), home.now());
            changed = true;
            recovered(follower);
            if (follower.isPaused()) {
                drop(follower);
            }
        } else {
            follower.openAgain(again ? home.now() : home.now() + OTHERS_AFTER);
            if (!again) {
                lane.listener().left(follower.group().id());
            }
        }
        lane.listener().settled(follower.group().id());
    }

    /** A group that cannot be taken or read; told once, tried again later and later. */
    void failed(Follower follower, RuntimeException failure) {
        follower.doubt();
        changed = true;
        lane.listener().failing(follower.group().id());
        int failures = follower.failures() + 1;
        follower.failed(home.now() + Backing.off(failures));
        if (failures == 1) {
            lane.listener().failed(follower.group().id(), text(failure));
            if (!(failure instanceof CacheException)) {
                LOG.error(
                        "group {} cannot be followed by a fault of this program",
                        follower.group().id(),
                        failure);
            }
        }
        lane.listener().settled(follower.group().id());
    }

    private static String text(RuntimeException failure) {
        return failure instanceof CacheException known ? known.getMessage() : failure + ", a fault of this program";
    }

    /** Has a tail taken anew that is too far behind to be read at once: that reads in portions. */
    void catchUp(Follower follower) {
        follower.doubt();
        changed = true;
    }

    /** A group that works. */
    void recovered(Follower follower) {
        if (follower.recovered()) {
            lane.listener().recovered(follower.group().id());
        }
    }

    /** Tells up to where in its source's log a group is cached: null if that is as it was, empty if it is not known. */
    @FunctionalInterface
    interface Logged {
        @Nullable
        String of(Follower follower);
    }

    /** Renews all leases with the next step. */
    void renewSoon() {
        renewAt = home.now();
    }

    boolean isOpening() {
        return followers.values().stream().anyMatch(Follower::isOpening);
    }

    /** Renews all leases three times in their length, whether or not anything was written. */
    void renewDue(long now, Logged logged) {
        if (now < renewAt || renewing) {
            return;
        }
        renewAt = now + lane.tuning().lease().toNanos() / 3;
        List<Follower> held = new ArrayList<>();
        followers.values().stream().filter(each -> each.held() != null).forEach(held::add);
        if (held.isEmpty()) {
            return;
        }
        List<TailStore.Renewal> renewals =
                held.stream().map(each -> renewal(each, logged)).toList();
        renewing = true;
        lane.hands().keeper().execute(() -> {
            List<TailClaim> lost = renew(renewals);
            home.execute(() -> renewed(held, renewals, lost));
        });
    }

    private static TailStore.Renewal renewal(Follower follower, Logged logged) {
        HeldTail held = follower.held();
        if (held == null) {
            throw new IllegalStateException("group " + follower.group().id() + " is not held");
        }
        return held.renewal(follower.isWriting(), follower.isWriting() ? null : logged.of(follower));
    }

    /** A server that cannot be reached is found by the next write too. */
    private List<TailClaim> renew(List<TailStore.Renewal> renewals) {
        try {
            return lane.store().tails().renew(renewals);
        } catch (CacheException e) {
            return List.of();
        }
    }

    private void renewed(List<Follower> held, List<TailStore.Renewal> renewals, List<TailClaim> lost) {
        renewing = false;
        for (int i = 0; i < held.size(); i++) {
            HeldTail now = held.get(i).held();
            TailClaim claim = renewals.get(i).claim();
            if (now != null && now.claim() == claim && lost.contains(claim)) {
                lost(held.get(i));
            }
        }
    }

    /** A lease that somebody took away is no fault of the group: it is taken again as soon as nobody else holds it. */
    private void lost(Follower follower) {
        follower.doubt();
        changed = true;
        lane.listener().left(follower.group().id());
    }

    /** Gives back all that is held, as tasks of the lane; what is on its way follows. */
    void letAllGo() {
        followers.values().forEach(this::letGo);
    }

    /** Whether a batch is being written or a tail being taken. */
    boolean isBusy() {
        return followers.values().stream().anyMatch(each -> each.isWriting() || each.isOpening());
    }

    /** What became of the batch of a group. */
    void written(Follower follower, TailClaim claim, @Nullable CacheException failure) {
        HeldTail held = follower.held();
        if (held == null || held.claim() != claim) {
            return;
        }
        follower.writing(false);
        if (follower.isLeaving()) {
            release(claim);
        } else if (follower.isPaused()) {
            drop(follower);
        } else if (failure instanceof LeaseLostException) {
            lost(follower);
        } else if (failure != null) {
            failed(follower, failure);
        } else {
            recovered(follower);
        }
    }

    private void letGo(Follower follower) {
        HeldTail held = follower.held();
        follower.leave();
        lane.listener().left(follower.group().id());
        if (held != null && !follower.isWriting()) {
            release(held.claim());
        }
        TailClaim uncertain = follower.uncertain();
        if (uncertain != null && !follower.isOpening()) {
            release(uncertain);
        }
    }

    /** A lease that cannot be given back ends by itself. */
    void release(TailClaim claim) {
        lane.hands().openers().execute(() -> {
            try {
                lane.store().tails().release(claim);
            } catch (CacheException e) {
                lane.listener().failed(claim.group().id(), e.getMessage());
            }
        });
    }
}
