package org.adei.cache.engine;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;

/**
 * A source that is read no faster than its limit. A cursor waits before each block, in short steps, until it may read or
 * its reader is to end. Closing it leaves the source open.
 */
record PacedSource(Source source, RowRate rate, Stop stop, BooleanSupplier ends) implements Source {
    private static final long STEP_MILLIS = 100;

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public Discovery discover() {
        return source.discover();
    }

    @Override
    public Interval extent(SourceGroup group) {
        return source.extent(group);
    }

    @Override
    public RowCursor open(SourceGroup group, Interval interval, Rejections rejections) {
        await();
        RowCursor cursor = source.open(group, interval, rejections);
        return new RowCursor() {
            @Override
            public boolean fill(RowBlock block) {
                await();
                int before = block.size();
                boolean more = cursor.fill(block);
                rate.read(block.size() - before, System.nanoTime());
                return more;
            }

            @Override
            public void close() {
                cursor.close();
            }
        };
    }

    private void await() {
        try {
            long pause = rate.pause(System.nanoTime());
            while (pause > 0 && !ends.getAsBoolean()) {
                stop.await(Math.min(STEP_MILLIS, TimeUnit.NANOSECONDS.toMillis(pause) + 1));
                pause = stop.requested() ? 0 : rate.pause(System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryException("interrupted while it waited for the limit of source " + name(), e);
        }
    }

    @Override
    public void close() {}
}
