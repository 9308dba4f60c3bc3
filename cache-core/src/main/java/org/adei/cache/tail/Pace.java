package org.adei.cache.tail;

import org.adei.cache.settings.Following;

/**
 * How often a group is asked for news: a fiftieth of the time between its rows, within the bounds of the settings; less
 * and less often while it is silent. Times are nanoseconds of one monotonic clock. Used by one thread.
 */
final class Pace {
    private static final int QUESTIONS_PER_ROW = 50;
    private static final int WEIGHT = 4;
    private static final int GUARD = 10;

    private final long least;
    private final long greatest;
    private long gap;
    private long lastNews;

    Pace(Following limits, long now) {
        least = limits.pollMin().toNanos();
        greatest = limits.pollMax().toNanos();
        gap = least * QUESTIONS_PER_ROW;
        lastNews = now;
    }

    /** Says that rows came. */
    void news(long now) {
        gap += ((now - lastNews) - gap) / WEIGHT;
        lastNews = now;
    }

    /** Time from one question to the next, in nanoseconds. */
    long interval(long now) {
        return Math.max(least, Math.min(greatest, Math.max(gap, now - lastNews - gap) / QUESTIONS_PER_ROW));
    }

    /** Time from one question to the next where the source tells of its changes: ten times the longest. */
    long guard() {
        return greatest * GUARD;
    }
}
