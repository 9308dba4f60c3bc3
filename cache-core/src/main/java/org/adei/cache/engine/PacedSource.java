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
 * A source that is read no faster than its limit: about a second's worth at a time. A cursor waits before each block, in
 * short steps, until it may read; where that takes long it gives back the block as it was, so that its reader can prolong
 * what it holds. Closing it leaves the source open.
 *
 * @param patience longest wait without giving back the block, in nanoseconds
 */
record PacedSource(Source source, RowRate rate, Stop stop, BooleanSupplier ends, long patience) implements Source {
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
        return new Paced(source.open(group, interval, rejections));
    }

    private final class Paced implements RowCursor {
        private final RowCursor cursor;
        private long waited;

        Paced(RowCursor cursor) {
            this.cursor = cursor;
        }

        @Override
        public boolean fill(RowBlock block) {
            if (!mayRead()) {
                waited = 0;
                return true;
            }
            int before = block.size();
            block.limit(before + rate.portion());
            try {
                return cursor.fill(block);
            } finally {
                block.limit(Integer.MAX_VALUE);
                rate.read(block.size() - before, System.nanoTime());
            }
        }

        /** Waits; false if it has done so for long by now. A reader that is to end gets its rows at once, to notice. */
        private boolean mayRead() {
            long start = System.nanoTime();
            long before = waited;
            try {
                long pause = rate.pause(start);
                while (pause > 0 && waited < patience && !stop.requested() && !ends.getAsBoolean()) {
                    stop.await(Math.min(STEP_MILLIS, TimeUnit.NANOSECONDS.toMillis(pause) + 1));
                    waited = before + System.nanoTime() - start;
                    pause = rate.pause(System.nanoTime());
                }
                return pause <= 0 || waited < patience;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RetryException("interrupted while it waited for the limit of source " + name(), e);
            }
        }

        @Override
        public void close() {
            cursor.close();
        }
    }

    @Override
    public void close() {}
}
