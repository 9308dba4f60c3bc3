package org.adei.cache.tail;

import java.util.ArrayList;
import java.util.List;
import org.adei.cache.failure.SkipException;
import org.adei.cache.ingest.TieOrder;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Nanos;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.store.Batch;
import org.adei.cache.store.CachedGroup;

/** Reads rows of a group in portions, each in canonical order and complete for every time in it. Used by one thread. */
final class RowReading implements AutoCloseable {
    private static final int MOST_REJECTED = 1_000;

    private final CachedGroup cached;
    private final int[] targets;
    private final RowCursor cursor;
    private final List<Batch.RejectedRow> rejected;
    private final RowBlock carried;
    private boolean more = true;
    private long last = Long.MIN_VALUE;

    /** Whoever can open a cursor over a source's rows. */
    @FunctionalInterface
    interface Opener {
        RowCursor open(SourceGroup group, Interval interval, org.adei.cache.source.Rejections rejections);
    }

    RowReading(SourceGroup group, CachedGroup cached, Interval interval, Opener opener) {
        this.cached = cached;
        this.targets = group.channels().stream().mapToInt(cached::position).toArray();
        this.carried = new RowBlock(cached.channels().size(), 1);
        List<Batch.RejectedRow> left = new ArrayList<>();
        this.rejected = left;
        this.cursor = opener.open(group, interval, (row, reason) -> {
            if (left.size() < MOST_REJECTED) {
                left.add(new Batch.RejectedRow(row, reason));
            }
        });
    }

    /** Whether all rows have been read. */
    boolean ended() {
        return !more;
    }

    /** Rows that were left out since the last call. */
    List<Batch.RejectedRow> rejected() {
        List<Batch.RejectedRow> since = List.copyOf(rejected);
        rejected.clear();
        return since;
    }

    /**
     * The next rows, at least that many if there are as many, and hardly more; fewer, perhaps none, where the source had
     * to be waited for.
     */
    RowBlock next(int rows) {
        RowBlock block = new RowBlock(cached.channels().size(), Math.max(16, Math.min(rows, 1_024)), targets);
        block.append(carried, 0, carried.size());
        carried.clear();
        int complete = 0;
        boolean waited = false;
        while (more && !waited && (complete == 0 || block.size() < rows)) {
            if (block.isFull()) {
                block.ensureCapacity(block.capacity() * 2);
            }
            int before = block.size();
            more = cursor.fill(block);
            waited = more && block.size() == before;
            complete = completeRows(block);
        }
        complete = more ? completeRows(block) : block.size();
        carried.append(block, complete, block.size());
        block.size(complete);
        inOrder(block);
        return block;
    }

    /** Rows in front of the last run of equal times, which may go on. */
    private static int completeRows(RowBlock block) {
        long[] times = block.times();
        int i = block.size() - 1;
        while (i > 0 && times[i - 1] == times[i]) {
            i--;
        }
        return Math.max(i, 0);
    }

    private void inOrder(RowBlock block) {
        int wrong = TieOrder.sort(block, block.size());
        if (wrong < 0 && block.size() > 0 && block.times()[0] < last) {
            wrong = 0;
        }
        if (wrong >= 0) {
            throw new SkipException("source of group " + cached.id() + " delivered a row at "
                    + Nanos.toInstant(block.times()[wrong])
                    + " out of order: expected rows in order of time; check the type of the time column");
        }
        if (block.size() > 0) {
            last = block.times()[block.size() - 1];
        }
    }

    @Override
    public void close() {
        cursor.close();
    }
}
