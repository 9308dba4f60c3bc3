package org.adei.cache.aggregate;

import java.util.List;
import org.adei.cache.source.RowBlock;

/**
 * Turns rows in canonical order into windows of every level. Rows go through the finest level column by column; a
 * window that closes is added to the one above it. Used by one thread.
 */
public final class Aggregator {
    private final OpenWindows state;
    private final OpenWindow[] levels;

    /**
     * Goes on from a state, which it changes.
     *
     * @param state windows open before the first row
     */
    public Aggregator(OpenWindows state) {
        this.state = state;
        this.levels = state.levels;
    }

    public OpenWindows state() {
        return state;
    }

    /**
     * Adds the first {@code rows} rows of a block, none earlier than those added before.
     *
     * @param closed one block per level, finest first; windows that close are appended
     */
    public void add(RowBlock block, int rows, List<WindowBlock> closed) {
        OpenWindow finest = levels[0];
        long[] times = block.times();
        int from = 0;
        while (from < rows) {
            closeUntil(times[from], closed);
            if (!finest.open) {
                finest.open(times[from]);
            }
            int to = firstAtOrAfter(times, from, rows, finest.end());
            finest.addTimes(times, from, to);
            for (int c = 0; c < block.channels(); c++) {
                finest.addValues(c, block.values(c), from, to);
            }
            from = to;
        }
    }

    /** Closes every window that ends at or before {@code time}: no row before it will come. */
    public void closeUntil(long time, List<WindowBlock> closed) {
        for (int k = 0; k < levels.length; k++) {
            if (levels[k].open && levels[k].end() <= time) {
                close(k, closed);
            }
        }
    }

    private void close(int k, List<WindowBlock> closed) {
        OpenWindow window = levels[k];
        window.emit(closed.get(k));
        window.open = false;
        if (k + 1 < levels.length) {
            OpenWindow above = levels[k + 1];
            if (!above.open) {
                above.open(window.start);
            }
            above.add(window);
        }
    }

    private static int firstAtOrAfter(long[] times, int from, int to, long end) {
        if (times[to - 1] < end) {
            return to;
        }
        int i = from + 1;
        while (times[i] < end) {
            i++;
        }
        return i;
    }
}
