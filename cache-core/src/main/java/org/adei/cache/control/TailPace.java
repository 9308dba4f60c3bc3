package org.adei.cache.control;

import java.time.Duration;

/** How fast transactions of the newest rows are, here and in other processes. Thread-safe. */
public interface TailPace {
    /** For those who neither write the newest rows nor give way to them. */
    TailPace NONE = new TailPace() {
        @Override
        public Duration taken() {
            return Duration.ZERO;
        }

        @Override
        public void heard(Duration slowest) {}
    };

    /** Mean time of a transaction of this process since the last call; zero if there was none. */
    Duration taken();

    /** Tells of the slowest other process; zero if none writes. */
    void heard(Duration slowest);
}
