package org.adei.cache.aggregate;

import java.util.Arrays;

/**
 * What has to be done with each column of a block, in order: add rows to the finest window, close the window of a
 * level. It is made once from the times and then followed by one channel after the other, so that a column is read in
 * one go. Recycled; used by one thread.
 */
final class BlockPlan {
    private static final int STEP = 3;

    private int[] steps = new int[STEP * 64];
    private int size;

    void clear() {
        size = 0;
    }

    /** Rows {@code [from, to)} go into the finest window. */
    void add(int from, int to) {
        put(-1, from, to);
    }

    /** The window of a level closes; it is number {@code window} of that level's block. */
    void close(int level, int window) {
        put(level, window, 0);
    }

    int size() {
        return size / STEP;
    }

    /** Level that closes in a step, negative where rows are added. */
    int level(int step) {
        return steps[step * STEP];
    }

    /** First row that is added, or number of the window that closes. */
    int from(int step) {
        return steps[step * STEP + 1];
    }

    /** Row behind the last that is added. */
    int to(int step) {
        return steps[step * STEP + 2];
    }

    private void put(int level, int from, int to) {
        if (size == steps.length) {
            steps = Arrays.copyOf(steps, size * 2);
        }
        steps[size++] = level;
        steps[size++] = from;
        steps[size++] = to;
    }
}
