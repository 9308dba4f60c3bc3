package org.adei.cache.query;

import java.util.List;
import org.adei.cache.aggregate.Aggregator;
import org.adei.cache.aggregate.OpenWindows;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.source.RowBlock;

/**
 * Turns rows of a source into the samples of parts that lie one behind the other, as if their windows had been cached.
 * Used by one thread.
 */
final class SourceRun {
    private final List<Part> parts;
    private final int[] columns;
    private final SampleCollector samples;
    private final Aggregator aggregator;
    private final List<WindowBlock> closed;
    private final boolean windows;
    private boolean any;
    private long last;

    /**
     * Makes a run.
     *
     * @param parts in order of time, without gap
     * @param start windows open where the rows start, for each channel of the rows
     * @param columns for each channel of the samples its channel in the rows
     */
    SourceRun(List<Part> parts, OpenWindows start, int[] columns, SampleCollector samples) {
        this.parts = parts;
        this.columns = columns;
        this.samples = samples;
        this.aggregator = new Aggregator(start);
        this.closed = start.ladder().levels().stream()
                .map(level -> new WindowBlock(level, start.channels()))
                .toList();
        this.windows = parts.stream().anyMatch(part -> part.level() != null);
    }

    /** Adds the first {@code size} rows of a block, none earlier than those before, all rows of each time together. */
    void add(RowBlock rows, int size) {
        if (size == 0) {
            return;
        }
        if (windows) {
            aggregator.add(rows, size, closed);
        }
        for (Part part : parts) {
            if (part.level() == null) {
                samples.add(
                        rows,
                        columns,
                        index(rows, size, part.interval().from()),
                        index(rows, size, part.interval().to()));
            } else {
                addClosed(part.interval(), part.level());
            }
        }
        closed.forEach(WindowBlock::clear);
        any = true;
        last = rows.times()[size - 1];
    }

    /** Says that no row will come any more. */
    void finish() {
        Part end = parts.get(parts.size() - 1);
        if (!windows) {
            return;
        }
        aggregator.closeUntil(end.interval().to(), closed);
        for (Part part : parts) {
            if (part.level() != null) {
                addClosed(part.interval(), part.level());
            }
        }
        if (end.open() && end.level() != null) {
            WindowBlock open = aggregator.state().current().get(index(end.level()));
            samples.add(OpenSeries.of(open, columns));
        }
    }

    private void addClosed(Interval interval, Level level) {
        WindowBlock block = closed.get(index(level));
        int from = 0;
        while (from < block.size() && block.start(from) < interval.from()) {
            from++;
        }
        int to = from;
        while (to < block.size() && block.start(to) < interval.to()) {
            to++;
        }
        if (from < to) {
            samples.add(OpenSeries.of(block, columns, from, to));
        }
    }

    private int index(Level level) {
        return aggregator.state().ladder().levels().indexOf(level);
    }

    private static int index(RowBlock rows, int size, long time) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows.times()[middle] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Everything before it is among the samples, so far without {@link #finish}. */
    long reached() {
        long start = parts.get(0).interval().from();
        if (!any || last < start) {
            return start;
        }
        for (Part part : parts) {
            if (last < part.interval().to()) {
                Level level = part.level();
                return level == null ? last + 1 : Math.max(part.interval().from(), level.floor(last));
            }
        }
        return parts.get(parts.size() - 1).interval().to();
    }
}
