package org.adei.cache.tail;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.adei.cache.source.Watch;

/** Groups of one source that are asked for together, since they have about the same pace. */
final class Flock {
    /** Counting takes at most a twentieth of the time, over all flocks. */
    private static final int COUNT_SHARE = 20;

    private static final long COUNT_LEAST = TimeUnit.MILLISECONDS.toNanos(500);

    /** One count that stood still must not put the next one off for hours. */
    private static final long COUNT_MOST = TimeUnit.MINUTES.toNanos(1);

    private static final int WEIGHT = 4;

    private final List<Follower> members;
    private final int all;
    private long dueAt;
    private long countAt;
    private long cost;

    /**
     * Makes a flock that is due.
     *
     * @param all how many flocks the source has
     */
    Flock(List<Follower> members, int all, long now) {
        this.members = List.copyOf(members);
        this.all = all;
        this.dueAt = now;
        this.countAt = now;
    }

    List<Follower> members() {
        return members;
    }

    long dueAt() {
        return dueAt;
    }

    /** Nanoseconds that a question takes, on average of late. */
    long cost() {
        return cost;
    }

    boolean counts(long now) {
        return now >= countAt;
    }

    List<Watch.Question> questions(boolean count) {
        return members.stream().map(member -> member.question(count)).toList();
    }

    /**
     * Plans the next question.
     *
     * @param asked when the last one was asked
     * @param least shortest time between two questions that the source can bear
     */
    void answered(long asked, long now, boolean counted, long least) {
        long took = now - asked;
        if (counted) {
            countAt = now + Math.min(COUNT_MOST, Math.max(COUNT_LEAST, took * COUNT_SHARE * all));
        } else {
            cost = cost == 0 ? took : cost + (took - cost) / WEIGHT;
        }
        long interval =
                members.stream().mapToLong(member -> member.interval(now)).min().orElse(COUNT_LEAST);
        dueAt = Math.max(asked + interval, now + least);
    }

    /** Asks again no earlier than that. */
    void postpone(long until) {
        dueAt = Math.max(dueAt, until);
    }
}
