package org.adei.cache.query;

import org.adei.cache.failure.SkipException;
import org.adei.cache.ingest.TieOrder;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Nanos;
import org.adei.cache.source.RowBlock;

/** Rows of blocks in canonical order, held back while more rows of the last time may come. Used by one thread. */
final class CompleteRows {
    private final RowBlock rows;
    private final Interval interval;
    private int complete;
    private long last;

    CompleteRows(int channels, Interval interval) {
        this.rows = new RowBlock(channels, 16);
        this.interval = interval;
        this.last = interval.from();
    }

    /** The rows; valid until the next call of {@link #add}. */
    RowBlock block() {
        return rows;
    }

    /**
     * Forgets the rows that were complete and adds a block.
     *
     * @param more whether more blocks follow
     * @return how many rows of {@link #block} are complete now
     * @throws SkipException if they are not in order of time
     */
    int add(GroupId group, RowBlock block, boolean more) {
        int held = rows.size() - complete;
        RowBlock kept = new RowBlock(rows.channels(), Math.max(1, held));
        kept.append(rows, complete, rows.size());
        rows.clear();
        rows.append(kept, 0, held);
        rows.append(block, 0, block.size());
        complete = more ? beforeLastTime() : rows.size();
        check(group);
        return complete;
    }

    private int beforeLastTime() {
        long[] times = rows.times();
        int i = rows.size() - 1;
        while (i > 0 && times[i - 1] == times[i]) {
            i--;
        }
        return Math.max(i, 0);
    }

    private void check(GroupId group) {
        if (complete == 0) {
            return;
        }
        long[] times = rows.times();
        int wrong = TieOrder.sort(rows, complete);
        if (wrong < 0 && times[0] < last) {
            wrong = 0;
        }
        if (wrong >= 0 || times[complete - 1] >= interval.to()) {
            throw new SkipException("source of group " + group + " delivered a row at "
                    + Nanos.toInstant(times[Math.max(wrong, 0)]) + " out of order or outside of " + interval
                    + ": expected rows in order of time; check the type of the time column");
        }
        last = times[complete - 1];
    }
}
