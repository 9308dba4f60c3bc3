package org.adei.cache.aggregate;

import java.util.List;

/** Follows a plan for one channel at a time, with the running numbers of all levels at hand. Used by one thread. */
final class ChannelPass {
    private final OpenWindow[] levels;
    private final long[] valid;
    private final long[] nonFinite;
    private final double[] min;
    private final double[] max;
    private final double[] sum;
    private final double[] rest;
    private final boolean[] large;

    ChannelPass(OpenWindow[] levels) {
        this.levels = levels;
        valid = new long[levels.length];
        nonFinite = new long[levels.length];
        min = new double[levels.length];
        max = new double[levels.length];
        sum = new double[levels.length];
        rest = new double[levels.length];
        large = new boolean[levels.length];
    }

    /** Takes the running numbers of a channel out of the open windows, follows the plan, puts them back. */
    void run(BlockPlan plan, int channel, double[] values, List<WindowBlock> closed) {
        for (int k = 0; k < levels.length; k++) {
            valid[k] = levels[k].valid[channel];
            nonFinite[k] = levels[k].nonFinite[channel];
            min[k] = levels[k].min[channel];
            max[k] = levels[k].max[channel];
            sum[k] = levels[k].sum[channel];
            rest[k] = levels[k].rest[channel];
            large[k] = levels[k].large[channel];
        }
        for (int step = 0; step < plan.size(); step++) {
            int level = plan.level(step);
            if (level < 0) {
                add(values, plan.from(step), plan.to(step));
            } else {
                emit(level, channel, closed.get(level), plan.from(step));
                if (level + 1 < levels.length) {
                    addToCoarser(level);
                }
                reset(level);
            }
        }
        for (int k = 0; k < levels.length; k++) {
            levels[k].valid[channel] = valid[k];
            levels[k].nonFinite[channel] = nonFinite[k];
            levels[k].min[channel] = min[k];
            levels[k].max[channel] = max[k];
            levels[k].sum[channel] = sum[k];
            levels[k].rest[channel] = rest[k];
            levels[k].large[channel] = large[k];
        }
    }

    /** Adds values to the finest window, in this order. */
    private void add(double[] values, int from, int to) {
        double total = sum[0];
        double errors = rest[0];
        double least = min[0];
        double greatest = max[0];
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
        if (large[0] || !LargeSums.areFinite(total, errors)) {
            addOneByOne(values, from, to);
        } else {
            sum[0] = total;
            rest[0] = errors;
        }
        min[0] = least;
        max[0] = greatest;
        valid[0] += to - from - left;
        if (left > 0) {
            nonFinite[0] += NonFinite.count(values, from, to);
        }
    }

    /** The same sum, with the value found that takes it out of the range of a double. */
    private void addOneByOne(double[] values, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Math.abs(values[i]) <= Double.MAX_VALUE) {
                addSum(0, values[i], 0, false);
            }
        }
    }

    /** Adds a sum, in units of large ones or not, to that of a level, which becomes large where it has to. */
    private void addSum(int k, double other, double otherRest, boolean otherLarge) {
        double a = other;
        double b = otherRest;
        if (!large[k] && !otherLarge) {
            double next = sum[k] + a;
            double errors = rest[k] + (DoubleDouble.error(sum[k], a, next) + b);
            if (LargeSums.areFinite(next, errors)) {
                sum[k] = next;
                rest[k] = errors;
                return;
            }
        }
        if (!large[k]) {
            sum[k] *= LargeSums.UNIT;
            rest[k] *= LargeSums.UNIT;
            large[k] = true;
        }
        if (!otherLarge) {
            a *= LargeSums.UNIT;
            b *= LargeSums.UNIT;
        }
        double next = sum[k] + a;
        rest[k] += DoubleDouble.error(sum[k], a, next) + b;
        sum[k] = next;
    }

    /** Adds a window that closes to the one above, behind all that was added before. */
    private void addToCoarser(int finer) {
        int k = finer + 1;
        if (valid[finer] > 0) {
            addSum(k, sum[finer], rest[finer], large[finer]);
            min[k] = Math.min(min[k], min[finer]);
            max[k] = Math.max(max[k], max[finer]);
            valid[k] += valid[finer];
        }
        nonFinite[k] += nonFinite[finer];
    }

    private void emit(int k, int channel, WindowBlock block, int window) {
        block.valid[channel][window] = valid[k];
        block.nonFinite[channel][window] = nonFinite[k];
        block.min[channel][window] = min[k];
        block.max[channel][window] = max[k];
        block.sum[channel][window] = large[k] ? LargeSums.mean(sum[k], rest[k], valid[k], min[k], max[k]) : sum[k];
        block.rest[channel][window] = large[k] ? LargeSums.MARK : rest[k];
    }

    private void reset(int k) {
        valid[k] = 0;
        nonFinite[k] = 0;
        min[k] = Double.POSITIVE_INFINITY;
        max[k] = Double.NEGATIVE_INFINITY;
        sum[k] = 0;
        rest[k] = 0;
        large[k] = false;
    }
}
