package org.adei.cache.engine;

import java.util.Optional;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Push;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.source.SourceLimits;
import org.adei.cache.source.Watch;

/**
 * A source as those see it who follow its newest rows: what its watch tells and reads comes at once, what has to be read
 * to catch up with it comes no faster than its limit. Closing it leaves the source open.
 */
record CatchUpSource(Source source, SourceGate gate) implements Source {
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
        SourceGate.Pass pass = gate.enterBeside(source);
        boolean opened = false;
        try {
            RowCursor cursor = pass.source().open(group, interval, rejections);
            opened = true;
            return new Passing(cursor, pass);
        } finally {
            if (!opened) {
                pass.close();
            }
        }
    }

    private record Passing(RowCursor cursor, SourceGate.Pass pass) implements RowCursor {
        @Override
        public boolean fill(RowBlock block) {
            return cursor.fill(block);
        }

        @Override
        public void close() {
            try {
                cursor.close();
            } finally {
                pass.close();
            }
        }
    }

    @Override
    public Watch watch() {
        return source.watch();
    }

    @Override
    public SourceLimits limits() {
        return source.limits();
    }

    @Override
    public Optional<Push> push(Push.Listener listener) {
        return source.push(listener);
    }

    @Override
    public Optional<String> pushHindrance() {
        return source.pushHindrance();
    }

    @Override
    public void close() {}
}
