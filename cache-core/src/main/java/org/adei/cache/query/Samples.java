package org.adei.cache.query;

import java.util.List;

/**
 * Samples in order of time, column by column. A sample stands for the rows of a window, of one raw row, or of several
 * of them that were drawn together; times without rows have none. The arrays are not copied; do not change them.
 *
 * @param start start of each sample, nanoseconds since 1970
 * @param end end of each sample; one nanosecond behind the start for a raw row
 * @param rows rows of the source in each sample
 * @param missing greatest gap of the windows in each sample, in whole seconds; 0 for raw rows
 * @param channels one entry per channel of the answer
 */
public record Samples(long[] start, long[] end, long[] rows, int[] missing, List<Channel> channels) {
    public Samples {
        channels = List.copyOf(channels);
    }

    /**
     * The numbers of one channel, one per sample; min, max and mean are {@link
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
