package org.adei.cache.worker.rows;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Discovery;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;

/** Seeded rows with gaps, shared times, fractions of a second, NULLs and values that are not finite. */
final class RowsSource implements Source {
    private final String name;
    private final RowsSettings settings;
    private final AtomicInteger breaks;
    private final Map<GroupId, RowBlock> made = new ConcurrentHashMap<>();

    RowsSource(String name, RowsSettings settings) {
        this.name = name;
        this.settings = settings;
        this.breaks = new AtomicInteger(settings.extras().breaks());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Discovery discover() {
        List<SourceGroup> groups = settings.groups().stream()
                .map(group -> new SourceGroup(
                        new GroupId(name, settings.extras().database(), group),
                        settings.channels(),
                        Interval.ALL,
                        List.of(),
                        group))
                .toList();
        return new Discovery(groups, List.of(), List.of());
    }

    @Override
    public Interval extent(SourceGroup group) {
        RowBlock all = all(group);
        return all.size() == 0 ? new Interval(0, 0) : new Interval(all.times()[0], all.times()[all.size() - 1] + 1);
    }

    @Override
    public RowCursor open(SourceGroup group, Interval interval, Rejections rejections) {
        RowBlock all = all(group);
        int first = lowerBound(all, interval.from());
        int end = lowerBound(all, interval.to());
        return new Cursor(
                all, first, end, breaks.getAndDecrement() > 0 ? first + (end - first) / 2 : Integer.MAX_VALUE);
    }

    /** Index of the first row at or after a time. */
    private static int lowerBound(RowBlock all, long time) {
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (all.times()[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private RowBlock all(SourceGroup group) {
        return made.computeIfAbsent(group.id(), id -> make(group));
    }

    private RowBlock make(SourceGroup group) {
        Random random = new Random(settings.seed());
        RowBlock block = new RowBlock(group.channels().size(), Math.max(1, settings.rows()));
        long time = -1_000_000_000_000L;
        double[] row = new double[group.channels().size()];
        for (int i = 0; i < settings.rows(); i++) {
            time += step(random);
            for (int c = 0; c < row.length; c++) {
                row[c] = value(random);
            }
            block.append(time, row);
        }
        return block;
    }

    private static long step(Random random) {
        int kind = random.nextInt(100);
        if (kind == 0) {
            return 1_000_000_000L * random.nextInt(100_000);
        }
        return kind < 5 ? 0 : kind < 10 ? 10_000_000_000L : random.nextInt(2_000_000_000);
    }

    private static double value(Random random) {
        return switch (random.nextInt(50)) {
            case 0, 1, 2 -> RowBlock.NULL;
            case 3 -> Double.NaN;
            case 4 -> Double.NEGATIVE_INFINITY;
            default -> random.nextGaussian() * 100;
        };
    }

    @Override
    public void close() {}

    private static final class Cursor implements RowCursor {
        private final RowBlock all;
        private final int breakAt;
        private final int end;
        private int next;

        Cursor(RowBlock all, int first, int end, int breakAt) {
            this.all = all;
            this.next = first;
            this.end = end;
            this.breakAt = breakAt;
        }

        @Override
        public boolean fill(RowBlock block) {
            double[] row = new double[all.channels()];
            while (next < end && !block.isFull()) {
                if (next >= breakAt) {
                    throw new RetryException("source rows is gone: it was told to break; it is tried again");
                }
                for (int c = 0; c < row.length; c++) {
                    row[c] = all.values(c)[next];
                }
                block.append(all.times()[next], row);
                next++;
            }
            return next < end;
        }

        @Override
        public void close() {}
    }
}
