package org.adei.cache.engine;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.source.SourceLimits;

/** A source that a test may disturb before each cursor and each block; rows that were read are counted. */
final class FaultySource implements Source {
    final AtomicLong rowsRead = new AtomicLong();
    private final Source source;
    private volatile Consumer<Interval> before = interval -> {};
    private volatile Runnable eachBlock = () -> {};
    private volatile SourceLimits limits = SourceLimits.NONE;
    private int open;
    private int mostOpen;

    FaultySource(Source source) {
        this.source = source;
    }

    /** Called with the interval before each cursor. */
    void before(Consumer<Interval> fault) {
        before = fault;
    }

    void eachBlock(Runnable fault) {
        eachBlock = fault;
    }

    void limit(SourceLimits now) {
        limits = now;
    }

    /** Most cursors that were open at once. */
    synchronized int mostOpen() {
        return mostOpen;
    }

    private synchronized void opened(int change) {
        open += change;
        mostOpen = Math.max(mostOpen, open);
    }

    @Override
    public SourceLimits limits() {
        return limits;
    }

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
        before.accept(interval);
        RowCursor cursor = source.open(group, interval, rejections);
        opened(1);
        return new RowCursor() {
            @Override
            public boolean fill(RowBlock block) {
                eachBlock.run();
                int size = block.size();
                boolean more = cursor.fill(block);
                rowsRead.addAndGet(block.size() - size);
                return more;
            }

            @Override
            public void close() {
                opened(-1);
                cursor.close();
            }
        };
    }

    @Override
    public void close() {
        source.close();
    }
}
