package org.adei.cache.query;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.adei.cache.model.Interval;
import org.adei.cache.source.RowBlock;
import org.adei.cache.store.WindowSeries;

/**
 * Collects samples in order of time. Once there are more than wanted it draws those together that fall into the same
 * of equal pieces of the interval; counts add up and extremes stay. Owned by one thread.
 */
final class SampleCollector {
    private final Interval interval;
    private final int points;
    private final SampleColumn[] columns;
    private long[] start;
    private long[] end;
    private long[] rows;
    private int[] missing;
    private int size;
    private double pieces;

    SampleCollector(Interval interval, int points, int channels) {
        this.interval = interval;
        this.points = points;
        int capacity = Math.min(points + 1, 1024);
        columns = IntStream.range(0, channels)
                .mapToObj(c -> new SampleColumn(capacity))
                .toArray(SampleColumn[]::new);
        start = new long[capacity];
        end = new long[capacity];
        rows = new long[capacity];
        missing = new int[capacity];
    }

    void add(WindowSeries series) {
        for (int i = 0; i < series.size(); i++) {
            begin(series.start()[i], series.start()[i] + series.level().nanos(), series.rows()[i], series.missing()[i]);
            for (int c = 0; c < columns.length; c++) {
                WindowSeries.Channel channel = series.channels()[c];
                columns[c].set(
                        size,
                        channel.valid()[i],
                        channel.nonFinite()[i],
                        channel.min()[i],
                        channel.max()[i],
                        channel.mean()[i]);
            }
            finish();
        }
    }

    void add(RowBlock block) {
        add(block, IntStream.range(0, columns.length).toArray(), 0, block.size());
    }

    /**
     * Adds rows {@code [from, to)}.
     *
     * @param from index of the first
     * @param channels for each channel of the samples its channel in the block
     */
    void add(RowBlock block, int[] channels, int from, int to) {
        for (int i = from; i < to; i++) {
            begin(block.times()[i], block.times()[i] + 1, 1, 0);
            for (int c = 0; c < columns.length; c++) {
                double value = block.values(channels[c])[i];
                boolean finite = Double.isFinite(value);
                long others = finite || RowBlock.isNull(value) ? 0 : 1;
                columns[c].set(size, finite ? 1 : 0, others, value, value, value);
            }
            finish();
        }
    }

    private void begin(long from, long to, long count, int gap) {
        if (size == start.length) {
            int capacity = Math.min(points + 1, size * 2);
            start = Arrays.copyOf(start, capacity);
            end = Arrays.copyOf(end, capacity);
            rows = Arrays.copyOf(rows, capacity);
            missing = Arrays.copyOf(missing, capacity);
            for (SampleColumn column : columns) {
                column.grow(capacity);
            }
        }
        start[size] = from;
        end[size] = to;
        rows[size] = count;
        missing[size] = gap;
    }

    private void finish() {
        size++;
        if (pieces > 0) {
            joinLast();
        } else if (size > points) {
            reduce();
        }
    }

    private void reduce() {
        pieces = points;
        int collected = size;
        size = 0;
        for (int i = 0; i < collected; i++) {
            if (size != i) {
                move(i, size);
            }
            size++;
            joinLast();
        }
    }

    private void joinLast() {
        if (size > 1 && piece(start[size - 1]) == piece(start[size - 2])) {
            merge(size - 1, size - 2);
            size--;
        }
    }

    private long piece(long time) {
        double length = (double) interval.to() - interval.from();
        long piece = (long) (((double) time - interval.from()) / length * pieces);
        return Math.max(0, Math.min(points - 1L, piece));
    }

    private void move(int from, int to) {
        start[to] = start[from];
        end[to] = end[from];
        rows[to] = rows[from];
        missing[to] = missing[from];
        for (SampleColumn column : columns) {
            column.move(from, to);
        }
    }

    private void merge(int from, int to) {
        end[to] = Math.max(end[to], end[from]);
        rows[to] += rows[from];
        missing[to] = Math.max(missing[to], missing[from]);
        for (SampleColumn column : columns) {
            column.merge(from, to);
        }
    }

    Samples samples() {
        return new Samples(
                Arrays.copyOf(start, size),
                Arrays.copyOf(end, size),
                Arrays.copyOf(rows, size),
                Arrays.copyOf(missing, size),
                Arrays.stream(columns).map(column -> column.trim(size)).toList());
    }
}
