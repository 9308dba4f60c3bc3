package org.adei.cache.store;

import org.adei.cache.model.Level;

/**
 * Windows of one level as readers get them, in order of time, for some channels. Windows without rows are not in it.
 *
 * @param level their length
 * @param start starts, nanoseconds since 1970
 * @param rows rows of the source in each window
 * @param missing greatest gap in whole seconds, rounded down
 * @param channels one entry per channel asked for
 */
public record WindowSeries(Level level, long[] start, long[] rows, int[] missing, Channel[] channels) {
    /**
     * The numbers of one channel, one per window; min, max and mean are {@link
     * org.adei.cache.source.RowBlock#NULL} where {@code valid} is 0.
     *
     * @param valid number of finite values
     * @param nonFinite number of NaN and infinite values
     */
    public record Channel(long[] valid, long[] nonFinite, double[] min, double[] max, double[] mean) {}

    public int size() {
        return start.length;
    }
}
