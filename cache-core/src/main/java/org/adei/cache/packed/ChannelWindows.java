package org.adei.cache.packed;

import java.util.Arrays;
import org.adei.cache.aggregate.WindowBlock;

/**
 * The numbers of one channel in windows in order of time, with all their bits. Recycled; owned by one thread.
 *
 * <p>Without valid values the extremes are infinities that any value replaces, and sum and rest are 0.
 */
public final class ChannelWindows {
    private long[] valid = {};
    private long[] nonFinite = {};
    private double[] min = {};
    private double[] max = {};
    private double[] sum = {};
    private double[] rest = {};

    /** Finite values in each window. */
    public long[] valid() {
        return valid;
    }

    /** NaN and infinite values in each window. */
    public long[] nonFinite() {
        return nonFinite;
    }

    public double[] min() {
        return min;
    }

    public double[] max() {
        return max;
    }

    /** Sums of the valid values, to which {@link #rest} belongs. */
    public double[] sum() {
        return sum;
    }

    public double[] rest() {
        return rest;
    }

    ChannelWindows part(SpanRewriter.Part part) {
        ChannelWindows copy = new ChannelWindows();
        copy.valid = Arrays.copyOfRange(valid, part.from(), part.to());
        copy.nonFinite = Arrays.copyOfRange(nonFinite, part.from(), part.to());
        copy.min = Arrays.copyOfRange(min, part.from(), part.to());
        copy.max = Arrays.copyOfRange(max, part.from(), part.to());
        copy.sum = Arrays.copyOfRange(sum, part.from(), part.to());
        copy.rest = Arrays.copyOfRange(rest, part.from(), part.to());
        return copy;
    }

    /** Makes room for so many windows; what is filled stays. */
    public void ensureCapacity(int windows) {
        if (valid.length < windows) {
            valid = Arrays.copyOf(valid, windows);
            nonFinite = Arrays.copyOf(nonFinite, windows);
            min = Arrays.copyOf(min, windows);
            max = Arrays.copyOf(max, windows);
            sum = Arrays.copyOf(sum, windows);
            rest = Arrays.copyOf(rest, windows);
        }
    }

    /** Sets windows {@code [from, to)} to those without any value of the channel. */
    public void clear(int from, int to) {
        Arrays.fill(valid, from, to, 0);
        Arrays.fill(nonFinite, from, to, 0);
        for (int i = from; i < to; i++) {
            clearNumbers(i);
        }
    }

    void clearNumbers(int i) {
        min[i] = Double.POSITIVE_INFINITY;
        max[i] = Double.NEGATIVE_INFINITY;
        sum[i] = 0;
        rest[i] = 0;
    }

    void copy(WindowBlock block, int channel, int from, int to) {
        ensureCapacity(to - from);
        for (int i = from; i < to; i++) {
            valid[i - from] = block.valid(channel, i);
            nonFinite[i - from] = block.nonFinite(channel, i);
            min[i - from] = block.min(channel, i);
            max[i - from] = block.max(channel, i);
            sum[i - from] = block.sum(channel, i);
            rest[i - from] = block.rest(channel, i);
        }
    }
}
