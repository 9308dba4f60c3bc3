package org.adei.cache.tail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Push;
import org.jspecify.annotations.Nullable;

/** What a source told of its groups and what has to be done about it, one errand per group. Used by the source's thread. */
final class Errands {
    private static final int MOST_AT_ONCE = 200;
    private static final long WRITING = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long LATE = TimeUnit.MINUTES.toNanos(1);
    private static final long OPENING = TimeUnit.MILLISECONDS.toNanos(50);

    private final Lane lane;
    private final Home home;
    private final Map<GroupId, Errand> open = new LinkedHashMap<>();
    private Push.@Nullable Position heard;
    private final Map<GroupId, Long> lateAt = new HashMap<>();

    Errands(Lane lane, Home home) {
        this.lane = lane;
        this.home = home;
    }

    void add(Announced.Taken taken) {
        long now = home.now();
        for (Push.Change change : taken.changes()) {
            Errand known = open.putIfAbsent(change.group(), new Errand(change, heard, taken.reached(), now));
            if (known != null) {
                known.add(change, taken.reached(), now);
            }
        }
        heard = taken.reached();
    }

    /** Position up to which everything is taken, null if it is not known. */
    Push.@Nullable Position heard() {
        return heard;
    }

    /** Position up to which a group has no change that was not looked at, null if it is not known. */
    Push.@Nullable Position logged(GroupId group) {
        Errand errand = open.get(group);
        return errand == null ? heard : errand.logged(Errand.Look.ALL_ROWS, 0);
    }

    void clear() {
        open.clear();
        heard = null;
    }

    /** When the next errand is due, the given time if none is before. */
    long dueAt(long otherwise) {
        long due = otherwise;
        for (Errand errand : open.values()) {
            due = Math.min(due, errand.dueAt());
        }
        return due;
    }

    /**
     * Runs what is due.
     *
     * @throws org.adei.cache.failure.CacheException if the source cannot be asked
     */
    void run(NewsRound round, Roster roster) {
        long now = home.now();
        List<GroupId> due = new ArrayList<>();
        for (Map.Entry<GroupId, Errand> each : open.entrySet()) {
            if (each.getValue().dueAt() <= now && due.size() < MOST_AT_ONCE) {
                due.add(each.getKey());
            }
        }
        for (GroupId group : due) {
            Errand errand = open.remove(group);
            Follower follower = roster.find(group);
            if (errand != null && follower != null && !follower.isPaused() && !run(round, follower, errand)) {
                open.put(group, errand);
            }
        }
    }

    private boolean run(NewsRound round, Follower follower, Errand errand) {
        HeldTail held = follower.held();
        if (held == null) {
            // another process holds it, or it is read up to now when it is taken
            errand.precede();
            errand.later(home.now() + OPENING);
            return !follower.isOpening();
        }
        if (follower.isWriting()) {
            errand.later(home.now() + WRITING);
            return false;
        }
        Push.Change change = errand.change();
        long base = held.tail().baseTime();
        if (change.isKnown() && change.from() < base) {
            late(follower, errand, base);
            if (change.to() < base) {
                return true;
            }
        }
        Errand.Look look = errand.look(held.tail().position());
        round.look(follower, held, look, errand);
        HeldTail after = follower.held();
        return after == null || errand.looked(look, after.tail().position(), home.now());
    }

    /** What was told before the tail was taken was read with it. */
    private void late(Follower follower, Errand errand, long base) {
        long now = home.now();
        GroupId group = follower.group().id();
        if (!errand.precedes() && now - lateAt.getOrDefault(group, now - LATE) >= LATE) {
            lateAt.put(group, now);
            Push.Change change = errand.change();
            lane.listener().late(group, new Interval(change.from(), Math.min(change.to(), base - 1) + 1));
        }
    }

    /** Drops what is known of groups that are not followed any more. */
    void keep(Set<GroupId> groups) {
        open.keySet().retainAll(groups);
        lateAt.keySet().retainAll(groups);
    }
}
