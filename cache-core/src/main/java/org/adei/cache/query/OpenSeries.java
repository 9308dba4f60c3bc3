package org.adei.cache.query;

import java.util.List;
import org.adei.cache.aggregate.OpenWindowsCodec;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.source.RowBlock;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.WindowSeries;

/** Open windows in the shape of stored ones. */
public final class OpenSeries {
    private OpenSeries() {}

    /**
     * The windows that a saved state holds, finest level first; a level without an open window gives an empty series.
     *
     * @param state as {@link org.adei.cache.store.CacheReader#openState} gives it
     * @param positions channels by position
     */
    public static List<WindowSeries> of(CachedGroup group, byte[] state, int[] positions) {
        return OpenWindowsCodec.decode(group.ladder(), group.channels().size(), state).current().stream()
                .map(block -> of(block, positions))
                .toList();
    }

    static WindowSeries of(WindowBlock block, int[] positions) {
        return of(block, positions, 0, block.size());
    }

    /** Windows {@code [from, to)} of a block. */
    static WindowSeries of(WindowBlock block, int[] positions, int from, int to) {
        int size = to - from;
        long[] start = new long[size];
        long[] rows = new long[size];
        int[] missing = new int[size];
        for (int i = 0; i < size; i++) {
            start[i] = block.start(from + i);
            rows[i] = block.rows(from + i);
            missing[i] = block.missingSeconds(from + i);
        }
        WindowSeries.Channel[] channels = new WindowSeries.Channel[positions.length];
        for (int c = 0; c < positions.length; c++) {
            channels[c] = channel(block, positions[c], from, to);
        }
        return new WindowSeries(block.level(), start, rows, missing, channels);
    }

    private static WindowSeries.Channel channel(WindowBlock block, int position, int from, int to) {
        int size = to - from;
        WindowSeries.Channel channel = new WindowSeries.Channel(
                new long[size], new long[size], new double[size], new double[size], new double[size]);
        for (int i = 0; i < size; i++) {
            int window = from + i;
            boolean has = block.valid(position, window) > 0;
            channel.valid()[i] = block.valid(position, window);
            channel.nonFinite()[i] = block.nonFinite(position, window);
            channel.min()[i] = has ? block.min(position, window) : RowBlock.NULL;
            channel.max()[i] = has ? block.max(position, window) : RowBlock.NULL;
            channel.mean()[i] = has ? block.mean(position, window) : RowBlock.NULL;
        }
        return channel;
    }
}
