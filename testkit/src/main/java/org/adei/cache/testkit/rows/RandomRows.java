package org.adei.cache.testkit.rows;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Rows that follow from a seed alone: it chooses the number of rows and channels, the period, and which traits they
 * have and how often.
 *
 * @param seed each makes other rows
 * @param maxRows greatest number of rows, at least 1
 * @param levels lengths in seconds of the windows whose edges and spans are to be hit
 * @param stepNanos times are multiples of this, such as 1,000 for a source of microseconds
 * @param traits what rows may have
 */
public record RandomRows(long seed, int maxRows, List<Integer> levels, long stepNanos, Set<Trait> traits) {
    private static final int MAX_ROWS = 2_000;
    private static final int FEW_CHANNELS = 5;
    private static final int MANY_CHANNELS = 40;

    public RandomRows {
        if (maxRows < 1 || stepNanos < 1 || levels.isEmpty()) {
            throw new IllegalArgumentException("random rows of at most " + maxRows + " rows in steps of " + stepNanos
                    + " ns over levels " + levels + ": expected at least one of each");
        }
        levels = List.copyOf(levels);
        traits = Set.copyOf(traits);
    }

    /** Up to 2,000 rows in nanoseconds with every trait, for ADEI's five levels. */
    public static RandomRows of(long seed) {
        return new RandomRows(seed, MAX_ROWS, List.of(10, 60, 600, 3600, 43_200), 1, EnumSet.allOf(Trait.class));
    }

    public RandomRows atMost(int rows) {
        return new RandomRows(seed, rows, levels, stepNanos, traits);
    }

    public RandomRows over(List<Integer> levelSeconds) {
        return new RandomRows(seed, maxRows, levelSeconds, stepNanos, traits);
    }

    public RandomRows inStepsOf(long nanos) {
        return new RandomRows(seed, maxRows, levels, nanos, traits);
    }

    public RandomRows without(Trait... unwanted) {
        Set<Trait> rest = new HashSet<>(traits);
        List.of(unwanted).forEach(rest::remove);
        return new RandomRows(seed, maxRows, levels, stepNanos, rest);
    }

    /** The rows in order of time; {@link Rows#shuffled} gives them in disorder. */
    public Rows rows() {
        // neighbouring seeds of java.util.Random begin alike
        Random random = new Random(seed * 0x9e37_79b9_7f4a_7c15L + 1);
        int size = random.nextInt(12) == 0 ? 1 + random.nextInt(3) : 1 + random.nextInt(maxRows);
        int rows = Math.min(size, maxRows);
        int channels = 1 + random.nextInt(random.nextInt(10) == 0 ? MANY_CHANNELS : FEW_CHANNELS);
        long[] times = new RandomTimes(this, random).next(rows);
        boolean[] repeated = new boolean[rows];
        for (int i = 1; i < rows; i++) {
            repeated[i] = times[i] == times[i - 1] && random.nextBoolean();
        }
        Rows result = new Rows(times, new double[channels][rows], new boolean[channels][rows]);
        for (int c = 0; c < channels; c++) {
            new RandomValues(traits, random).fill(result.values()[c], result.nulls()[c], repeated);
        }
        return result;
    }
}
