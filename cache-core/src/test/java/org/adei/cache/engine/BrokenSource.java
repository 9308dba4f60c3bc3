package org.adei.cache.engine;

import org.adei.cache.model.Interval;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;

/** A source with a fault that nobody foresaw. */
record BrokenSource(String name) implements Source {
    @Override
    public Discovery discover() {
        throw new IllegalStateException("nobody thought of this");
    }

    @Override
    public Interval extent(SourceGroup group) {
        throw new IllegalStateException("nobody thought of this");
    }

    @Override
    public RowCursor open(SourceGroup group, Interval interval, Rejections rejections) {
        throw new IllegalStateException("nobody thought of this");
    }

    @Override
    public void close() {}
}
