package org.adei.cache.query;

import java.util.Arrays;
import org.adei.cache.source.RowBlock;

/** One channel's numbers while samples are collected. */
final class SampleColumn {
    private long[] valid;
    private long[] nonFinite;
    private double[] min;
    private double[] max;
    private double[] mean;
    private double[] sum;

    SampleColumn(int capacity) {
        valid = new long[capacity];
        nonFinite = new long[capacity];
        min = new double[capacity];
        max = new double[capacity];
        mean = new double[capacity];
        sum = new double[capacity];
    }

    void grow(int capacity) {
        valid = Arrays.copyOf(valid, capacity);
        nonFinite = Arrays.copyOf(nonFinite, capacity);
        min = Arrays.copyOf(min, capacity);
        max = Arrays.copyOf(max, capacity);
        mean = Arrays.copyOf(mean, capacity);
        sum = Arrays.copyOf(sum, capacity);
    }

    /** Sets sample {@code i}; min, max and mean count only if {@code values} is above 0. */
    void set(int i, long values, long others, double least, double greatest, double average) {
        valid[i] = values;
        nonFinite[i] = others;
        min[i] = values == 0 ? RowBlock.NULL : least;
        max[i] = values == 0 ? RowBlock.NULL : greatest;
        mean[i] = values == 0 ? RowBlock.NULL : average;
        sum[i] = values == 0 ? 0 : average * values;
    }

    void move(int from, int to) {
        valid[to] = valid[from];
        nonFinite[to] = nonFinite[from];
        min[to] = min[from];
        max[to] = max[from];
        mean[to] = mean[from];
        sum[to] = sum[from];
    }

    /** Adds sample {@code from} to sample {@code to}. */
    void merge(int from, int to) {
        nonFinite[to] += nonFinite[from];
        if (valid[from] == 0) {
            return;
        }
        if (valid[to] == 0) {
            long others = nonFinite[to];
            move(from, to);
            nonFinite[to] = others;
            return;
        }
        long count = valid[to] + valid[from];
        min[to] = Math.min(min[to], min[from]);
        max[to] = Math.max(max[to], max[from]);
        sum[to] += sum[from];
        mean[to] = Double.isFinite(sum[to])
                ? sum[to] / count
                : mean[to] * ((double) valid[to] / count) + mean[from] * ((double) valid[from] / count);
        valid[to] = count;
    }

    Samples.Channel trim(int size) {
        return new Samples.Channel(
                Arrays.copyOf(valid, size),
                Arrays.copyOf(nonFinite, size),
                Arrays.copyOf(min, size),
                Arrays.copyOf(max, size),
                Arrays.copyOf(mean, size));
    }
}
