package org.adei.cache.query;

import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.source.RowBlock;
import org.adei.cache.store.WindowSeries;

/** An open window in the shape of stored ones. */
final class OpenSeries {
    private OpenSeries() {}

    static WindowSeries of(WindowBlock block, int[] positions) {
        int size = block.size();
        long[] start = new long[size];
        long[] rows = new long[size];
        int[] missing = new int[size];
        for (int i = 0; i < size; i++) {
            start[i] = block.start(i);
            rows[i] = block.rows(i);
            missing[i] = block.missingSeconds(i);
        }
        WindowSeries.Channel[] channels = new WindowSeries.Channel[positions.length];
        for (int c = 0; c < positions.length; c++) {
            channels[c] = channel(block, positions[c]);
        }
        return new WindowSeries(block.level(), start, rows, missing, channels);
    }

    private static WindowSeries.Channel channel(WindowBlock block, int position) {
        int size = block.size();
        WindowSeries.Channel channel = new WindowSeries.Channel(
                new long[size], new long[size], new double[size], new double[size], new double[size]);
        for (int i = 0; i < size; i++) {
            boolean has = block.valid(position, i) > 0;
            channel.valid()[i] = block.valid(position, i);
            channel.nonFinite()[i] = block.nonFinite(position, i);
            channel.min()[i] = has ? block.min(position, i) : RowBlock.NULL;
            channel.max()[i] = has ? block.max(position, i) : RowBlock.NULL;
            channel.mean()[i] = has ? block.mean(position, i) : RowBlock.NULL;
        }
        return channel;
    }
}
