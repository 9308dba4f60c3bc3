package org.adei.cache.ingest;

import org.adei.cache.aggregate.Aggregator;
import org.adei.cache.aggregate.OpenWindowsCodec;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.Nanos;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.store.Claim;

/**
 * Fills one slot after another from a cursor: rows in canonical order, closed windows, the state behind them. A batch
 * never ends between rows that share a timestamp. Used by the reading thread.
 */
final class SliceReader {
    /** Most rows that may share one timestamp: they have to be in memory together to be put in order. */
    private static final int MAX_TIES = 1_000_000;

    private final Claim claim;
    private final RowCursor cursor;
    private final Aggregator aggregator;
    private final RowBlock carried;
    private long last;
    private long reached;
    private boolean ended;

    SliceReader(Claim claim, RowCursor cursor, Aggregator aggregator) {
        this.claim = claim;
        this.cursor = cursor;
        this.aggregator = aggregator;
        this.carried = new RowBlock(claim.group().channels().size(), 16);
        this.last = claim.position();
        this.reached = claim.position();
    }

    /** Whether the slice's end has been reached: no more slots are needed. */
    boolean ended() {
        return ended;
    }

    /**
     * Fills a cleared slot up to its capacity or the end of the slice. Where the cursor had to wait the slot may hold
     * nothing new: it is to be written all the same, since that prolongs the lease.
     */
    void fill(BatchSlot slot) {
        RowBlock rows = slot.rows;
        rows.append(carried, 0, carried.size());
        carried.clear();
        boolean more = true;
        boolean waited = false;
        int complete = 0;
        while (complete == 0 && more && !waited) {
            growForTies(rows);
            int before = rows.size();
            more = cursor.fill(rows);
            waited = more && rows.size() == before;
            complete = more ? completeRows(rows) : rows.size();
        }
        carried.append(rows, complete, rows.size());
        rows.size(complete);
        checkOrder(rows);
        aggregator.add(rows, complete, slot.windows);
        ended = !more;
        if (complete > 0) {
            reached = last + 1;
        }
        slot.position = more ? reached : claim.goal();
        if (ended) {
            aggregator.closeUntil(claim.goal(), slot.windows);
        }
        slot.openState = aggregator.state().isEmpty() ? null : OpenWindowsCodec.encode(aggregator.state());
    }

    private void growForTies(RowBlock rows) {
        if (rows.isFull()) {
            if (rows.size() > MAX_TIES) {
                throw new SkipException("group " + claim.group().id() + " has more than " + MAX_TIES
                        + " rows at " + Nanos.toInstant(rows.times()[0])
                        + ": expected fewer; check the time column");
            }
            rows.ensureCapacity(rows.capacity() * 2);
        }
    }

    /** Rows in front of the last run of equal times, which may go on in the next block. */
    private static int completeRows(RowBlock rows) {
        long[] times = rows.times();
        int i = rows.size() - 1;
        while (i > 0 && times[i - 1] == times[i]) {
            i--;
        }
        return Math.max(i, 0);
    }

    private void checkOrder(RowBlock rows) {
        int size = rows.size();
        if (size == 0) {
            return;
        }
        int wrong = TieOrder.sort(rows, size);
        long[] times = rows.times();
        if (wrong < 0 && times[0] < last) {
            wrong = 0;
        }
        if (wrong >= 0 || times[size - 1] >= claim.goal()) {
            throw new SkipException("source of group " + claim.group().id() + " delivered a row at "
                    + Nanos.toInstant(times[Math.max(wrong, 0)]) + " out of order or outside of the slice that ends at "
                    + Nanos.toInstant(claim.goal())
                    + ": expected rows in order of time; check the type of the time column");
        }
        last = times[size - 1];
    }
}
