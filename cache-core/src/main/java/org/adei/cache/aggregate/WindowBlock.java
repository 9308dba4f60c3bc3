package org.adei.cache.aggregate;

import java.util.Arrays;
import org.adei.cache.model.Level;
import org.adei.cache.model.Nanos;

/**
 * Windows of one level in order of time, column by column. Not thread-safe; owned by one thread at a time.
 *
 * <p>Per window: start, number of rows, greatest gap. Per window and channel: number of valid (finite) values, number
 * of values that are NaN or infinite, least and greatest valid value, and the sum of the valid values as an unevaluated
 * pair {@code sum + rest}. Without valid values min, max and sums mean nothing. Should a sum leave the range of a double,
 * the mean stands in its place beside a rest that is a mark of its own.
 */
public final class WindowBlock {
    private final Level level;
    private final int channels;
    private int size;
    long[] start = new long[16];
    long[] rows = new long[16];
    long[] gap = new long[16];
    final long[][] valid;
    final long[][] nonFinite;
    final double[][] min;
    final double[][] max;
    final double[][] sum;
    final double[][] rest;

    public WindowBlock(Level level, int channels) {
        this.level = level;
        this.channels = channels;
        valid = new long[channels][16];
        nonFinite = new long[channels][16];
        min = new double[channels][16];
        max = new double[channels][16];
        sum = new double[channels][16];
        rest = new double[channels][16];
    }

    public Level level() {
        return level;
    }

    public int channels() {
        return channels;
    }

    public int size() {
        return size;
    }

    public void clear() {
        size = 0;
    }

    /** Start of window {@code i}, nanoseconds since 1970. */
    public long start(int i) {
        return start[i];
    }

    /** Rows of the source in window {@code i}, whether or not their channels have values. */
    public long rows(int i) {
        return rows[i];
    }

    /** Greatest gap of window {@code i} in nanoseconds: between successive rows and to both edges. */
    public long gap(int i) {
        return gap[i];
    }

    /** The greatest gap in whole seconds, rounded down. */
    public int missingSeconds(int i) {
        return (int) (gap[i] / Nanos.PER_SECOND);
    }

    public long valid(int channel, int i) {
        return valid[channel][i];
    }

    public long nonFinite(int channel, int i) {
        return nonFinite[channel][i];
    }

    public double min(int channel, int i) {
        return min[channel][i];
    }

    public double max(int channel, int i) {
        return max[channel][i];
    }

    public double sum(int channel, int i) {
        return sum[channel][i];
    }

    public double rest(int channel, int i) {
        return rest[channel][i];
    }

    /** Sum by count, within one unit in the last place of the exact mean; only where {@link #valid} is above 0. */
    public double mean(int channel, int i) {
        return DoubleDouble.mean(sum[channel][i], rest[channel][i], valid[channel][i]);
    }

    /** Whether every channel has a valid value in every row of window {@code i}. */
    public boolean isComplete(int i) {
        for (int c = 0; c < channels; c++) {
            if (valid[c][i] != rows[i]) {
                return false;
            }
        }
        return true;
    }

    /** Makes one more window at the end and gives its index; its fields hold what was there before. */
    int grow() {
        if (size == start.length) {
            int capacity = size * 2;
            start = Arrays.copyOf(start, capacity);
            rows = Arrays.copyOf(rows, capacity);
            gap = Arrays.copyOf(gap, capacity);
            for (int c = 0; c < channels; c++) {
                valid[c] = Arrays.copyOf(valid[c], capacity);
                nonFinite[c] = Arrays.copyOf(nonFinite[c], capacity);
                min[c] = Arrays.copyOf(min[c], capacity);
                max[c] = Arrays.copyOf(max[c], capacity);
                sum[c] = Arrays.copyOf(sum[c], capacity);
                rest[c] = Arrays.copyOf(rest[c], capacity);
            }
        }
        return size++;
    }
}
