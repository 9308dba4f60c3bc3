package org.adei.cache.ingest;

import java.util.ArrayList;
import java.util.List;
import org.adei.cache.source.Rejections;
import org.adei.cache.store.Batch;

/** Collects the rows that a cursor leaves out between two batches: all are counted, a bounded number is recorded. */
final class RejectedRows implements Rejections {
    /** Most rejected rows that one transaction records. */
    static final int MAX_RECORDED = 1_000;

    private final List<Batch.RejectedRow> rows = new ArrayList<>();
    private int count;

    @Override
    public void reject(String row, String reason) {
        reject(row, reason, 1);
    }

    @Override
    public void reject(String row, String reason, int several) {
        count += several;
        if (rows.size() < MAX_RECORDED) {
            rows.add(new Batch.RejectedRow(row, reason));
        }
    }

    void moveTo(BatchSlot slot) {
        slot.rejected.addAll(rows);
        slot.rejectedRows = count;
        rows.clear();
        count = 0;
    }
}
