package org.adei.cache.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.junit.jupiter.api.Test;

class LiveExtentsTest {
    private static final GroupId GROUP = GroupId.parse("s/db/grp");

    private final AtomicLong clock = new AtomicLong();
    private final Looked source = new Looked();
    private final LiveExtents extents = new LiveExtents(List.of(source), clock::get);

    @Test
    void aSourceIsLookedThroughOnceInAWhileButAskedForItsRowsEachTime() {
        assertThat(extents.extent(GROUP)).contains(new Interval(0, 1));
        assertThat(extents.extent(GROUP)).contains(new Interval(0, 2));
        assertThat(source.looks).hasValue(1);

        clock.addAndGet(TimeUnit.SECONDS.toNanos(31));
        assertThat(extents.extent(GROUP)).contains(new Interval(0, 3));
        assertThat(source.looks).hasValue(2);
    }

    @Test
    void aGroupThatTheSourceDoesNotHaveHasNoRows() {
        assertThat(extents.extent(GroupId.parse("s/db/other"))).contains(new Interval(0, 0));
    }

    @Test
    void aSourceThatCannotBeReachedIsNoAnswerAndIsLookedThroughAgain() {
        extents.extent(GROUP);
        source.down = true;
        assertThat(extents.extent(GROUP)).isEmpty();

        source.down = false;
        assertThat(extents.extent(GROUP)).isPresent();
        assertThat(source.looks).hasValue(2);
    }

    @Test
    void aGroupOfNoSourceHasNoAnswer() {
        assertThat(extents.extent(GroupId.parse("gone/db/grp"))).isEmpty();
    }

    /** A source of one group that has a row more at each question. */
    private static final class Looked implements Source {
        private final AtomicInteger looks = new AtomicInteger();
        private final AtomicInteger questions = new AtomicInteger();
        private volatile boolean down;

        @Override
        public String name() {
            return "s";
        }

        @Override
        public Discovery discover() {
            looks.incrementAndGet();
            SourceGroup group = new SourceGroup(GROUP, List.of(), Interval.ALL, List.of(), "table");
            return new Discovery(List.of(group), List.of(), List.of());
        }

        @Override
        public Interval extent(SourceGroup group) {
            if (down) {
                throw new RetryException("source s is gone");
            }
            return new Interval(0, questions.incrementAndGet());
        }

        @Override
        public RowCursor open(SourceGroup group, Interval interval, Rejections rejections) {
            throw new UnsupportedOperationException("no rows are read here");
        }

        @Override
        public void close() {}
    }
}
