package org.adei.cache.source.synthetic;

import org.adei.cache.model.Interval;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;

/** Rows of a generator in an interval. Used by one thread. */
final class SyntheticCursor implements RowCursor {
    private static final int CHUNK = 1_024;

    private final Generator generator;
    private final int[] channels;
    private final Interval interval;
    private final long[] rows = new long[CHUNK];
    private long next;

    SyntheticCursor(Generator generator, int[] channels, Interval interval) {
        this.generator = generator;
        this.channels = channels;
        this.interval = interval;
        this.next = generator.firstAt(interval.from());
    }

    @Override
    public boolean fill(RowBlock block) {
        boolean more = next < generator.rows();
        while (more && !block.isFull()) {
            int at = block.size();
            int room = Math.min(CHUNK, block.capacity() - at);
            int count = 0;
            while (count < room && next < generator.rows()) {
                long time = generator.time(next);
                if (time >= interval.to()) {
                    next = generator.rows();
                } else {
                    if (time >= interval.from() && !generator.isMissing(next)) {
                        rows[count] = next;
                        block.times()[at + count] = time;
                        count++;
                    }
                    next++;
                }
            }
            for (int c = 0; c < channels.length; c++) {
                generator.fill(channels[c], rows, count, block.column(c), at);
            }
            block.size(at + count);
            more = next < generator.rows();
        }
        return more;
    }

    @Override
    public void close() {}
}
