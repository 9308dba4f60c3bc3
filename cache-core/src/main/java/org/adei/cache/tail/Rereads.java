package org.adei.cache.tail;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reads the newest rows of each group again from time to time, since no question finds a row whose values were changed.
 * A few at once and in a part of the time only, so that no news wait for it. Used by the thread of the source.
 */
final class Rereads {
    private static final long AT_ONCE = TimeUnit.MILLISECONDS.toNanos(3);
    private static final long LOOK_AFTER = TimeUnit.MILLISECONDS.toNanos(10);

    /** Takes at most a quarter of the time, unless rows might leave the overlap unread. */
    private static final int SHARE = 4;

    private final Home home;
    private final List<Follower> due = new ArrayList<>();
    private long nextAt = Long.MIN_VALUE;

    Rereads(Home home) {
        this.home = home;
    }

    /** Looks whose turn it is, those first that wait longest; false if it is nobody's or too early. */
    boolean select(Collection<Follower> followers) {
        long now = home.now();
        if (nextAt != Long.MIN_VALUE && now - nextAt < 0) {
            return false;
        }
        due.clear();
        for (Follower follower : followers) {
            if (follower.overdue(now) >= 0) {
                due.add(follower);
            }
        }
        nextAt = now + LOOK_AFTER;
        due.sort(Comparator.comparingLong((Follower each) -> each.overdue(now)).reversed());
        return !due.isEmpty();
    }

    /**
     * Reads as much as there is time for.
     *
     * @throws org.adei.cache.failure.CacheException if the source cannot be asked
     */
    void run(NewsRound round) {
        long start = home.now();
        for (Follower follower : List.copyOf(due)) {
            long now = home.now();
            HeldTail held = follower.held();
            if (now - start >= AT_ONCE && !follower.rereadsNow(now)) {
                break;
            }
            due.remove(follower);
            if (held != null && !follower.isWriting()) {
                round.look(follower, held, Errand.Look.ALL_ROWS, null);
            }
        }
        long now = home.now();
        nextAt = now + (now - start) * (SHARE - 1);
    }

    /** When it goes on, the given time if nobody waits. */
    long dueAt(long otherwise) {
        return due.isEmpty() ? otherwise : Math.min(otherwise, nextAt);
    }
}
