package org.adei.cache.model;

import java.util.List;

/**
 * The levels of a setup, finest first; each divides the next, so that a coarser window is made of whole finer ones.
 *
 * @param levels 1 to 16 levels
 */
public record Ladder(List<Level> levels) {
    /** Most levels in a ladder. */
    public static final int MAX_LEVELS = 16;

    /** 10 s, 1 min, 10 min, 1 h, 12 h. */
    public static final Ladder DEFAULT = ofSeconds(10, 60, 600, 3600, 43200);

    public Ladder {
        levels = List.copyOf(levels);
        if (levels.isEmpty() || levels.size() > MAX_LEVELS) {
            throw new IllegalArgumentException(
                    "ladder " + levels + " has " + levels.size() + " levels: expected 1 to " + MAX_LEVELS);
        }
        for (int i = 1; i < levels.size(); i++) {
            int finer = levels.get(i - 1).seconds();
            int coarser = levels.get(i).seconds();
            if (coarser <= finer || coarser % finer != 0) {
                throw new IllegalArgumentException("levels " + levels + " make no ladder: " + coarser
                        + "s must be a multiple of " + finer + "s and longer");
            }
        }
    }

    public static Ladder ofSeconds(int... seconds) {
        return new Ladder(java.util.Arrays.stream(seconds).mapToObj(Level::new).toList());
    }

    public Level finest() {
        return levels.get(0);
    }

    public Level coarsest() {
        return levels.get(levels.size() - 1);
    }

    public int size() {
        return levels.size();
    }
}
