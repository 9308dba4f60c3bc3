package org.adei.cache.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;

/** Makes blocks of rows, and compares what a store gives back with them, bit for bit. */
public final class Blocks {
    public static final long S = 1_000_000_000L;

    private Blocks() {}

    public static RowBlock none(int channels) {
        return new RowBlock(channels, 1);
    }

    public static RowBlock row(long time, double... values) {
        RowBlock block = new RowBlock(values.length, 1);
        block.append(time, values);
        return block;
    }

    /** Rows every second of the interval, each value of its own, some missing or not finite. */
    public static RowBlock seconds(int channels, Interval interval) {
        int rows = (int) ((interval.to() - interval.from()) / S);
        Random random = new Random(interval.from() ^ channels);
        RowBlock block = new RowBlock(channels, Math.max(1, rows));
        double[] values = new double[channels];
        for (int i = 0; i < rows; i++) {
            for (int c = 0; c < channels; c++) {
                values[c] = switch (random.nextInt(30)) {
                    case 0, 1, 2 -> RowBlock.NULL;
                    case 3 -> Double.NaN;
                    case 4 -> -0.0;
                    default -> random.nextGaussian();
                };
            }
            block.append(interval.from() + i * S, values);
        }
        return block;
    }

    public static RowBlock read(CacheStore store, CachedGroup group, Interval interval, int... positions) {
        RowBlock all = new RowBlock(positions.length, 1);
        RowBlock block = new RowBlock(positions.length, 777);
        try (RowCursor cursor = store.reader().rows(group, interval, positions)) {
            boolean more = true;
            while (more) {
                block.clear();
                more = cursor.fill(block);
                all.append(block, 0, block.size());
            }
        }
        return all;
    }

    public static int[] all(CachedGroup group) {
        return java.util.stream.IntStream.range(0, group.channels().size()).toArray();
    }

    /** Asserts equal times and equal bits of every value. */
    public static void same(RowBlock actual, RowBlock expected) {
        assertThat(text(actual)).isEqualTo(text(expected));
    }

    private static List<String> text(RowBlock block) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < block.size(); i++) {
            StringBuilder row = new StringBuilder("" + block.times()[i]);
            for (int c = 0; c < block.channels(); c++) {
                row.append(' ').append(text(block.values(c)[i]));
            }
            rows.add(row.toString());
        }
        return rows;
    }

    private static String text(double value) {
        return RowBlock.isNull(value) ? "NULL" : value + "/" + Long.toHexString(Double.doubleToLongBits(value));
    }

    public static WindowSeries windows(CacheStore store, CachedGroup group, Level level) {
        return store.reader().windows(group, level, Interval.ALL, all(group), 1_000_000);
    }

    /** Asserts that a series has exactly these windows with equal bits. */
    public static void same(WindowSeries actual, List<WindowBlock> expected) {
        List<String> wanted = new ArrayList<>();
        for (WindowBlock block : expected) {
            for (int i = 0; i < block.size(); i++) {
                StringBuilder window = new StringBuilder(
                        block.start(i) + " n=" + block.rows(i) + " missing=" + block.missingSeconds(i));
                for (int c = 0; c < block.channels(); c++) {
                    boolean valid = block.valid(c, i) > 0;
                    window.append(" | " + block.valid(c, i) + " " + block.nonFinite(c, i) + " "
                            + text(valid ? block.min(c, i) : RowBlock.NULL) + " "
                            + text(valid ? block.max(c, i) : RowBlock.NULL) + " "
                            + text(valid ? block.mean(c, i) : RowBlock.NULL));
                }
                wanted.add(window.toString());
            }
        }
        assertThat(text(actual)).isEqualTo(wanted);
    }

    private static List<String> text(WindowSeries series) {
        List<String> windows = new ArrayList<>();
        for (int i = 0; i < series.size(); i++) {
            StringBuilder window =
                    new StringBuilder(series.start()[i] + " n=" + series.rows()[i] + " missing=" + series.missing()[i]);
            for (WindowSeries.Channel channel : series.channels()) {
                window.append(" | " + channel.valid()[i] + " " + channel.nonFinite()[i] + " " + text(channel.min()[i])
                        + " " + text(channel.max()[i]) + " " + text(channel.mean()[i]));
            }
            windows.add(window.toString());
        }
        return windows;
    }
}
