package org.adei.cache.store.mariadb.packed;

import java.util.Arrays;
import org.adei.cache.model.Level;
import org.adei.cache.store.WindowSeries;
import org.adei.cache.store.mariadb.Layout;

/** Puts windows of spans one behind the other. Used by one thread, once. */
final class SeriesBuilder {
    private final Level level;
    private final Layout.WindowRange range;
    private int size;
    private long[] start = {};
    private long[] rows = {};
    private int[] missing = {};
    private WindowSeries.Channel[] channels;

    SeriesBuilder(Level level, Layout.WindowRange range) {
        this.level = level;
        this.range = range;
        channels = new WindowSeries.Channel[range.positions().length];
        Arrays.setAll(
                channels,
                c -> new WindowSeries.Channel(new long[0], new long[0], new double[0], new double[0], new double[0]));
    }

    /** Whether there are as many windows as were asked for. */
    boolean isFull() {
        return size >= range.limit();
    }

    /** Adds what is wanted of a span, as far as there is room. */
    void add(DecodedSpans.Times times, WindowSeries.Channel[] values) {
        int from = firstFrom(times.start(), range.interval().from());
        int to = firstFrom(times.start(), range.interval().to());
        int count = Math.min(to - from, range.limit() - size);
        if (count <= 0) {
            return;
        }
        if (start.length < size + count) {
            resize(Math.max(size + count, start.length * 2));
        }
        System.arraycopy(times.start(), from, start, size, count);
        System.arraycopy(times.rows(), from, rows, size, count);
        System.arraycopy(times.missing(), from, missing, size, count);
        for (int c = 0; c < channels.length; c++) {
            System.arraycopy(values[c].valid(), from, channels[c].valid(), size, count);
            System.arraycopy(values[c].nonFinite(), from, channels[c].nonFinite(), size, count);
            System.arraycopy(values[c].min(), from, channels[c].min(), size, count);
            System.arraycopy(values[c].max(), from, channels[c].max(), size, count);
            System.arraycopy(values[c].mean(), from, channels[c].mean(), size, count);
        }
        size += count;
    }

    private static int firstFrom(long[] start, long time) {
        int found = Arrays.binarySearch(start, time);
        return found >= 0 ? found : -found - 1;
    }

    WindowSeries build() {
        resize(size);
        return new WindowSeries(level, start, rows, missing, channels);
    }

    private void resize(int capacity) {
        start = Arrays.copyOf(start, capacity);
        rows = Arrays.copyOf(rows, capacity);
        missing = Arrays.copyOf(missing, capacity);
        WindowSeries.Channel[] old = channels;
        channels = new WindowSeries.Channel[old.length];
        Arrays.setAll(channels, c -> resized(old[c], capacity));
    }

    private static WindowSeries.Channel resized(WindowSeries.Channel channel, int capacity) {
        return new WindowSeries.Channel(
                Arrays.copyOf(channel.valid(), capacity),
                Arrays.copyOf(channel.nonFinite(), capacity),
                Arrays.copyOf(channel.min(), capacity),
                Arrays.copyOf(channel.max(), capacity),
                Arrays.copyOf(channel.mean(), capacity));
    }
}
