package org.adei.cache.queue;

import java.util.Set;
import org.adei.cache.work.LaneName;

/**
 * What a worker wants next.
 *
 * @param lane its lane
 * @param most most items, 0 to {@value #MOST}; there may be fewer although more are waiting
 * @param without groups that it cannot serve at present, by number, at most {@value #MOST_WITHOUT}
 */
public record Demand(LaneName lane, int most, Set<Long> without) {
    /** Most items in a claim. */
    public static final int MOST = 1_000;

    /** Most groups that can be left out. */
    public static final int MOST_WITHOUT = 1_000;

    public Demand {
        without = Set.copyOf(without);
        if (most < 0 || most > MOST || without.size() > MOST_WITHOUT) {
            throw new IllegalArgumentException("demand of " + most + " items without " + without.size()
                    + " groups: expected 0 to " + MOST + " items and at most " + MOST_WITHOUT + " groups");
        }
    }

    /** Items of any group. */
    public static Demand of(LaneName lane, int most) {
        return new Demand(lane, most, Set.of());
    }

    /** Nothing: only what became of earlier items is told. */
    public static Demand nothing(LaneName lane) {
        return of(lane, 0);
    }
}
