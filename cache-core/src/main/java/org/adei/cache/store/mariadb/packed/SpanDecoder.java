package org.adei.cache.store.mariadb.packed;

import java.sql.SQLException;
import java.util.Arrays;
import org.adei.cache.aggregate.DoubleDouble;
import org.adei.cache.model.Nanos;
import org.adei.cache.packed.ChannelWindows;
import org.adei.cache.packed.SpanHead;
import org.adei.cache.packed.SpanReader;
import org.adei.cache.packed.WindowTimes;
import org.adei.cache.source.RowBlock;
import org.adei.cache.store.WindowSeries;

/** Decodes columns of windows into the numbers that readers see. Used by one thread. */
final class SpanDecoder {
    private final SpanReader reader = new SpanReader();
    private final WindowTimes times = new WindowTimes();
    private final ChannelWindows windows = new ChannelWindows();

    /** Times of the span on which the query stands. */
    DecodedSpans.Times times(SpanQuery query) throws SQLException {
        return query.reading(() -> {
            SpanHead head = query.head();
            reader.windowTimes(head, query.times(), times, 0);
            int[] missing = new int[head.rows()];
            Arrays.setAll(missing, i -> (int) (times.gap()[i] / Nanos.PER_SECOND));
            return new DecodedSpans.Times(
                    Arrays.copyOf(times.start(), head.rows()), Arrays.copyOf(times.rows(), head.rows()), missing);
        });
    }

    /**
     * Numbers of the channel that was asked for as number {@code i}, after the times of the same span.
     *
     * @param position the channel
     */
    WindowSeries.Channel channel(SpanQuery query, int i, int position) throws SQLException {
        return query.reading(() -> {
            SpanHead head = query.head();
            reader.windows(head, position, query.channel(i), times, windows, 0);
            return channel(head.rows());
        });
    }

    private WindowSeries.Channel channel(int count) {
        long[] valid = Arrays.copyOf(windows.valid(), count);
        double[] min = Arrays.copyOf(windows.min(), count);
        double[] max = Arrays.copyOf(windows.max(), count);
        double[] mean = new double[count];
        for (int i = 0; i < count; i++) {
            if (valid[i] > 0) {
                mean[i] = DoubleDouble.mean(windows.sum()[i], windows.rest()[i], valid[i]);
            } else {
                min[i] = RowBlock.NULL;
                max[i] = RowBlock.NULL;
                mean[i] = RowBlock.NULL;
            }
        }
        return new WindowSeries.Channel(valid, Arrays.copyOf(windows.nonFinite(), count), min, max, mean);
    }
}
