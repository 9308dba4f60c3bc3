package org.adei.cache.query;

import java.util.Optional;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Level;

/** Decides which level serves a query. Pure. */
final class LevelChooser {
    private LevelChooser() {}

    /**
     * The coarsest level that has at least as many windows in the interval as points are wanted, but none with more
     * windows than may be read.
     *
     * @param raw whether raw rows may serve where even the finest level has too few windows
     * @param windowLimit most windows to read
     * @return the level, empty for raw rows
     */
    static Optional<Level> choose(Ladder ladder, Interval interval, int points, boolean raw, int windowLimit) {
        Level chosen = null;
        for (Level level : ladder.levels()) {
            long windows = windows(interval, level);
            if (chosen == null && windows < points && raw) {
                return Optional.empty();
            }
            boolean tooMany = chosen != null && windows(interval, chosen) > windowLimit;
            if (chosen == null || windows >= points || tooMany) {
                chosen = level;
            }
        }
        return Optional.ofNullable(chosen);
    }

    private static long windows(Interval interval, Level level) {
        double length = (double) interval.to() - interval.from();
        return (long) Math.floor(length / level.nanos());
    }
}
