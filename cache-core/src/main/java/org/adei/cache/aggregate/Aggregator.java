package org.adei.cache.aggregate;

import java.util.List;
import org.adei.cache.source.RowBlock;

/**
 * Turns rows in canonical order into windows of every level. A first pass over the times finds which rows go into which
 * window and when windows close; then each column goes through all levels in one go. Used by one thread.
 */
public final class Aggregator {
    private static final double[] NO_VALUES = {};

    private final OpenWindows state;
    private final OpenWindow[] levels;
    private final ChannelPass pass;
    private final BlockPlan plan = new BlockPlan();

    /**
     * Goes on from a state, which it changes.
     *
     * @param state windows open before the first row
     */
    public Aggregator(OpenWindows state) {
        this.state = state;
        this.levels = state.levels;
        this.pass = new ChannelPass(levels);
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
        plan.clear();
        int from = 0;
        while (from < rows) {
            close(times[from], closed);
            if (!finest.open) {
                finest.open(times[from]);
            }
            int to = firstAtOrAfter(times, from, rows, finest.end());
            finest.addTimes(times, from, to);
            plan.add(from, to);
            from = to;
        }
        for (int c = 0; c < block.channels(); c++) {
            pass.run(plan, c, block.values(c), closed);
        }
    }

    /** Closes every window that ends at or before {@code time}: no row before it will come. */
    public void closeUntil(long time, List<WindowBlock> closed) {
        plan.clear();
        close(time, closed);
        for (int c = 0; c < state.channels(); c++) {
            pass.run(plan, c, NO_VALUES, closed);
        }
    }

    /** Closes windows as far as their times go, and plans the same for the columns. */
    private void close(long time, List<WindowBlock> closed) {
        for (int k = 0; k < levels.length; k++) {
            OpenWindow window = levels[k];
            if (window.open && window.end() <= time) {
                plan.close(k, window.emitTimes(closed.get(k)));
                window.open = false;
                if (k + 1 < levels.length) {
                    OpenWindow above = levels[k + 1];
                    if (!above.open) {
                        above.open(window.start);
                    }
                    above.addTimes(window);
                }
            }
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
