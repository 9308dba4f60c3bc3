package org.adei.cache.benchmarks.failover;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;

/** One group that gets a row every {@value #TICK_MILLIS} ms while the source runs. Thread-safe. */
final class TickingSource implements Source {
    private static final long TICK_MILLIS = 50;
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);

    private final long first = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    private final SourceGroup group =
            new SourceGroup(new GroupId(name(), "live", "ticks"), List.of("v0", "v1"), Interval.ALL, List.of(), first);
    private boolean running;
    private long since;
    private long ticks = 1;

    /** Goes on, or stands still; gives the time behind the last row. */
    synchronized long run(boolean now) {
        ticks = ticks();
        since = System.nanoTime();
        running = now;
        return time(ticks - 1) + 1;
    }

    private synchronized long ticks() {
        return running ? ticks + (System.nanoTime() - since) / TICK : ticks;
    }

    private long time(long tick) {
        return first + tick * TICK;
    }

    GroupId id() {
        return group.id();
    }

    /** Time of the first row. */
    long first() {
        return first;
    }

    @Override
    public String name() {
        return "clock";
    }

    @Override
    public Discovery discover() {
        return new Discovery(List.of(group), List.of(), List.of());
    }

    @Override
    public Interval extent(SourceGroup asked) {
        return new Interval(first, time(ticks() - 1) + 1);
    }

    @Override
    public RowCursor open(SourceGroup asked, Interval interval, Rejections rejections) {
        return new Ticks(
                interval.from() <= first ? 0 : (interval.from() - first + TICK - 1) / TICK, ticks(), interval.to());
    }

    /** Rows from one tick up to another one. */
    private final class Ticks implements RowCursor {
        private final long end;
        private final long to;
        private long next;

        Ticks(long next, long end, long to) {
            this.next = next;
            this.end = end;
            this.to = to;
        }

        @Override
        public boolean fill(RowBlock block) {
            while (next < end && time(next) < to && !block.isFull()) {
                block.append(time(next), new double[] {next % 1_000 / 8.0, Math.sin(next)});
                next++;
            }
            return next < end && time(next) < to;
        }

        @Override
        public void close() {}
    }

    @Override
    public void close() {}
}
