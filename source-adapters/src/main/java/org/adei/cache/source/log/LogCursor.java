package org.adei.cache.source.log;

import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;

/** Events as rows: a one in the channel of the severity, the others missing. */
final class LogCursor implements RowCursor {
    private final Events events;
    private final int[] wanted;
    private int next;

    LogCursor(Events events, int[] wanted) {
        this.events = events;
        this.wanted = wanted;
    }

    @Override
    public boolean fill(RowBlock block) {
        while (next < events.size() && !block.isFull()) {
            int row = block.size();
            block.times()[row] = events.time(next);
            for (int c = 0; c < wanted.length; c++) {
                block.column(c)[row] = events.severity(next) == wanted[c] ? 1 : RowBlock.NULL;
            }
            block.size(row + 1);
            next++;
        }
        return next < events.size();
    }

    @Override
    public void close() {
        next = events.size();
    }
}
