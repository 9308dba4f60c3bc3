package org.adei.cache.worker.serve;

import java.time.Duration;

/**
 * Tells a lane that stands still from one that rests. Pure: the state before and the look give the state after.
 */
final class Watchdog {
    /** Time without progress while there is work, after which a lane stalls. */
    static final Duration PATIENCE = Duration.ofSeconds(7);

    /** A look that comes so late says that this process itself stood still, not its lane. */
    static final Duration LATE = Duration.ofSeconds(3);

    private Watchdog() {}

    /**
     * A lane at a moment.
     *
     * @param work whether it has anything to do
     * @param progressAt when it last got anywhere, in nanoseconds of a clock that only goes on
     */
    record Look(boolean work, long progressAt) {}

    /**
     * What is known of a lane.
     *
     * @param since from when on it could have made progress and has not
     * @param lookedAt when it was looked at last
     * @param stalled whether it stands still
     */
    record State(long since, long lookedAt, boolean stalled) {
        /** A lane that nobody has looked at before. */
        static State at(long now) {
            return new State(now, now, false);
        }
    }

    /** What is known after a look. */
    static State judge(State before, Look look, long now) {
        boolean late = now - before.lookedAt() > LATE.toNanos();
        boolean moved = look.progressAt() - before.since() > 0;
        if (!look.work() || moved || late && !before.stalled()) {
            return new State(moved && !late ? look.progressAt() : now, now, false);
        }
        return new State(before.since(), now, now - before.since() > PATIENCE.toNanos());
    }
}
