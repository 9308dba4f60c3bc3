package org.adei.cache.aggregate;

import java.util.Arrays;
import org.adei.cache.model.Level;

/** The window of one level that rows fall into now: running numbers, never renormalised. Not thread-safe. */
final class OpenWindow {
    final Level level;
    final long[] valid;
    final long[] nonFinite;
    final double[] min;
    final double[] max;
    final double[] sum;
    final double[] rest;
    /** Whether sum and rest are in units of {@link LargeSums}. */
    final boolean[] large;

    boolean open;
    long start;
    long rows;
    long first;
    long last;
    long innerGap;

    OpenWindow(Level level, int channels) {
        this.level = level;
        valid = new long[channels];
        nonFinite = new long[channels];
        min = new double[channels];
        max = new double[channels];
        sum = new double[channels];
        rest = new double[channels];
        large = new boolean[channels];
        clearValues();
    }

    /** First nanosecond behind the window. */
    long end() {
        return start + level.nanos();
    }

    /** Starts the window that holds the time, without rows. The numbers of its channels are those of no value. */
    void open(long time) {
        open = true;
        start = level.floor(time);
        rows = 0;
        innerGap = 0;
    }

    /** Sets the numbers of all channels to those of no value. */
    void clearValues() {
        Arrays.fill(valid, 0);
        Arrays.fill(nonFinite, 0);
        Arrays.fill(min, Double.POSITIVE_INFINITY);
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
        Arrays.fill(sum, 0);
        Arrays.fill(rest, 0);
        Arrays.fill(large, false);
    }

    /** Counts rows {@code [from, to)} and their gaps; all lie in this window. */
    void addTimes(long[] times, int from, int to) {
        if (rows == 0) {
            first = times[from];
            last = first;
        }
        long gap = innerGap;
        long previous = last;
        for (int i = from; i < to; i++) {
            gap = Math.max(gap, times[i] - previous);
            previous = times[i];
        }
        innerGap = gap;
        last = previous;
        rows += to - from;
    }

    /** Adds rows and gaps of a finer window that lies in this one and behind all that was added before. */
    void addTimes(OpenWindow finer) {
        innerGap = Math.max(innerGap, finer.innerGap);
        if (rows == 0) {
            first = finer.first;
        } else {
            innerGap = Math.max(innerGap, finer.first - last);
        }
        last = finer.last;
        rows += finer.rows;
    }

    /** Appends start, rows and gap to a block of its level and gives the window's number there. */
    int emitTimes(WindowBlock block) {
        int i = block.grow();
        block.start[i] = start;
        block.rows[i] = rows;
        block.gap[i] = Math.max(innerGap, Math.max(first - start, end() - last));
        return i;
    }

    /** An independent copy of some channels, in this order. */
    OpenWindow copy(int[] channels) {
        OpenWindow copy = new OpenWindow(level, channels.length);
        copy.open = open;
        copy.start = start;
        copy.rows = rows;
        copy.first = first;
        copy.last = last;
        copy.innerGap = innerGap;
        for (int c = 0; c < channels.length; c++) {
            copy.valid[c] = valid[channels[c]];
            copy.nonFinite[c] = nonFinite[channels[c]];
            copy.min[c] = min[channels[c]];
            copy.max[c] = max[channels[c]];
            copy.sum[c] = sum[channels[c]];
            copy.rest[c] = rest[channels[c]];
            copy.large[c] = large[channels[c]];
        }
        return copy;
    }
}
