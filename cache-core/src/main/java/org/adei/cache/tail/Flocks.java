package org.adei.cache.tail;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.adei.cache.source.Watch;
import org.jspecify.annotations.Nullable;

/** Sorts the held groups of a source into flocks of about the same pace. Used by the thread of the source. */
final class Flocks {
    private static final long LEAST_AGE = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long GREATEST_AGE = TimeUnit.SECONDS.toNanos(10);

    /** Questions take at most half of the time. */
    private static final int COST_SHARE = 2;

    private static final int SPREAD = 4;

    private List<Flock> flocks = List.of();
    private long madeAt;
    private boolean old = true;

    void changed() {
        old = true;
    }

    /** The one that has been due for longest, null if none is. */
    @Nullable
    Flock due(long now) {
        return flocks.stream()
                .filter(flock -> flock.dueAt() <= now)
                .min(Comparator.comparingLong(Flock::dueAt))
                .orElse(null);
    }

    /** Makes the flocks anew where groups came or went, or where their paces have drifted apart; not too often. */
    void refresh(Collection<Follower> followers, long now) {
        boolean young = !flocks.isEmpty() && now - madeAt < LEAST_AGE;
        boolean drifted = !old && now - madeAt > GREATEST_AGE && flocks.stream().anyMatch(flock -> drifted(flock, now));
        if (young || !old && !drifted) {
            return;
        }
        List<Follower> held = new ArrayList<>(
                followers.stream().filter(each -> each.held() != null).toList());
        held.sort(Comparator.<Follower>comparingInt(each -> octave(each.interval(now)))
                .thenComparingLong(each -> each.cached().number()));
        int all = (held.size() + Watch.MOST_GROUPS - 1) / Watch.MOST_GROUPS;
        List<Flock> made = new ArrayList<>();
        for (int from = 0; from < held.size(); from += Watch.MOST_GROUPS) {
            made.add(new Flock(held.subList(from, Math.min(held.size(), from + Watch.MOST_GROUPS)), all, now));
        }
        flocks = List.copyOf(made);
        madeAt = now;
        old = false;
    }

    private static int octave(long interval) {
        return Long.SIZE - Long.numberOfLeadingZeros(interval);
    }

    private static boolean drifted(Flock flock, long now) {
        long least = Long.MAX_VALUE;
        long greatest = 0;
        for (Follower member : flock.members()) {
            long interval = member.interval(now);
            least = Math.min(least, interval);
            greatest = Math.max(greatest, interval);
        }
        return greatest / SPREAD > least;
    }

    /** Shortest time between two questions to one flock. */
    long least() {
        return COST_SHARE * flocks.stream().mapToLong(Flock::cost).sum();
    }

    /** When the next question is due, the given time if there is nobody to ask about. */
    long dueAt(long otherwise) {
        return flocks.stream().mapToLong(Flock::dueAt).min().orElse(otherwise);
    }
}
