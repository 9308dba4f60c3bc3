package org.adei.cache.source.csv;

import java.io.IOException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;

/** Rows of a sorted group. Rejected rows are told at the open, those that lie in the interval. */
final class CsvCursor implements RowCursor {
    private final SortedFolder folder;
    private final SortedRows.Scan scan;
    private final int[] wanted;
    private final long end;
    private boolean ended;
    private boolean closed;

    /** Makes one that gives the group's folder back when it is closed; if it cannot be made, the caller does. */
    CsvCursor(SortedGroup group, int[] wanted, Interval interval, Rejections rejections) throws IOException {
        this.folder = group.folder();
        this.wanted = wanted;
        this.end = interval.to();
        for (Rejected row : group.rejected()) {
            boolean first = row.near() == Long.MIN_VALUE && group.rows().firstAt(interval.from()) == 0;
            if (first || interval.contains(row.near())) {
                rejections.reject(row.row(), row.reason(), row.rows());
            }
        }
        scan = group.rows().scan(group.rows().firstAt(interval.from()));
    }

    @Override
    public boolean fill(RowBlock block) {
        try {
            while (!ended && !block.isFull()) {
                if (!scan.next()) {
                    ended = true;
                } else if (scan.time() >= end) {
                    ended = true;
                } else {
                    append(block);
                }
            }
            return !ended;
        } catch (IOException e) {
            throw new RetryException("sorted rows cannot be read from the temporary folder: " + e, e);
        }
    }

    private void append(RowBlock block) {
        int row = block.size();
        block.times()[row] = scan.time();
        for (int c = 0; c < wanted.length; c++) {
            block.column(c)[row] = scan.values()[wanted[c]];
        }
        block.size(row + 1);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            scan.close();
            folder.giveBack();
        } catch (IOException e) {
            throw new RetryException("a temporary file cannot be closed or deleted: " + e, e);
        }
    }
}
