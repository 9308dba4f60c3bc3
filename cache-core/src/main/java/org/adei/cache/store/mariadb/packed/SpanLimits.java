package org.adei.cache.store.mariadb.packed;

import org.adei.cache.packed.SpanHead;

/**
 * How much a span holds at most, so that a row of the table stays within a few megabytes however many channels there
 * are.
 *
 * @param rows raw rows
 * @param windows windows of one level
 */
record SpanLimits(int rows, int windows) {
    private static final int ROW_BYTES = 8 << 20;
    private static final int WINDOW_BYTES = 4 << 20;
    private static final int NUMBERS_PER_WINDOW = 6;
    private static final int MOST_ROWS = 7_200;
    private static final int MOST_WINDOWS = 2_048;
    private static final int FEWEST = 32;
    /** Of what a span may hold, less than this part of it is little. */
    private static final int SMALL = 4;

    static SpanLimits of(int channels) {
        if (channels > SpanHead.MAX_CHANNELS) {
            throw new IllegalArgumentException(
                    channels + " channels: expected at most " + SpanHead.MAX_CHANNELS + " in a group");
        }
        int row = Double.BYTES * (channels + 1);
        return new SpanLimits(
                within(ROW_BYTES / row, MOST_ROWS), within(WINDOW_BYTES / row / NUMBERS_PER_WINDOW, MOST_WINDOWS));
    }

    private static int within(int wanted, int most) {
        return Math.max(FEWEST, Math.min(most, wanted));
    }

    /** Most entries of a level; 0 is that of raw rows. */
    int most(int level) {
        return level == 0 ? rows : windows;
    }

    boolean isSmall(int level, int entries) {
        return entries * SMALL < most(level);
    }
}
