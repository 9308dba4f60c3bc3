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
    }

    /** First nanosecond behind the window. */
    long end() {
        return start + level.nanos();
    }

    /** Starts the window that holds the time, without rows. */
    void open(long time) {
        open = true;
        start = level.floor(time);
        rows = 0;
        innerGap = 0;
        Arrays.fill(valid, 0);
        Arrays.fill(nonFinite, 0);
        Arrays.fill(min, Double.POSITIVE_INFINITY);
        Arrays.fill(max, Double.NEGATIVE_INFINITY);
        Arrays.fill(sum, 0);
        Arrays.fill(rest, 0);
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

    /** Adds the values of one channel in rows {@code [from, to)}, in this order. */
    void addValues(int channel, double[] values, int from, int to) {
        double total = sum[channel];
        double errors = rest[channel];
        double least = min[channel];
        double greatest = max[channel];
        int left = 0;
        for (int i = from; i < to; i++) {
            double value = values[i];
            if (Math.abs(value) <= Double.MAX_VALUE) {
                double next = total + value;
                errors += DoubleDouble.error(total, value, next);
                total = next;
                least = Math.min(least, value);
                greatest = Math.max(greatest, value);
            } else {
                left++;
            }
        }
        sum[channel] = total;
        rest[channel] = errors;
        min[channel] = least;
        max[channel] = greatest;
        valid[channel] += to - from - left;
        if (left > 0) {
            nonFinite[channel] += NonFinite.count(values, from, to);
        }
    }

    /** Adds a finer window that lies in this one and behind all that was added before. */
    void add(OpenWindow finer) {
        innerGap = Math.max(innerGap, finer.innerGap);
        if (rows == 0) {
            first = finer.first;
        } else {
            innerGap = Math.max(innerGap, finer.first - last);
        }
        last = finer.last;
        rows += finer.rows;
        for (int c = 0; c < sum.length; c++) {
            if (finer.valid[c] > 0) {
                double next = sum[c] + finer.sum[c];
                rest[c] += DoubleDouble.error(sum[c], finer.sum[c], next) + finer.rest[c];
                sum[c] = next;
                min[c] = Math.min(min[c], finer.min[c]);
                max[c] = Math.max(max[c], finer.max[c]);
                valid[c] += finer.valid[c];
            }
            nonFinite[c] += finer.nonFinite[c];
        }
    }

    /** Appends the window as it is now to a block of its level. */
    void emit(WindowBlock block) {
        int i = block.grow();
        block.start[i] = start;
        block.rows[i] = rows;
        block.gap[i] = Math.max(innerGap, Math.max(first - start, end() - last));
        for (int c = 0; c < sum.length; c++) {
            block.valid[c][i] = valid[c];
            block.nonFinite[c][i] = nonFinite[c];
            block.min[c][i] = min[c];
            block.max[c][i] = max[c];
            block.sum[c][i] = sum[c];
            block.rest[c][i] = rest[c];
        }
    }

    OpenWindow copy() {
        OpenWindow copy = new OpenWindow(level, sum.length);
        copy.open = open;
        copy.start = start;
        copy.rows = rows;
        copy.first = first;
        copy.last = last;
        copy.innerGap = innerGap;
        System.arraycopy(valid, 0, copy.valid, 0, valid.length);
        System.arraycopy(nonFinite, 0, copy.nonFinite, 0, nonFinite.length);
        System.arraycopy(min, 0, copy.min, 0, min.length);
        System.arraycopy(max, 0, copy.max, 0, max.length);
        System.arraycopy(sum, 0, copy.sum, 0, sum.length);
        System.arraycopy(rest, 0, copy.rest, 0, rest.length);
        return copy;
    }
}
