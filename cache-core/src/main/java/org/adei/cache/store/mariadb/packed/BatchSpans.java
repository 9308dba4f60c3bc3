package org.adei.cache.store.mariadb.packed;

import java.util.ArrayList;
import java.util.List;
import org.adei.cache.aggregate.WindowBlock;
import org.adei.cache.packed.SpanWriter;
import org.adei.cache.source.RowBlock;
import org.adei.cache.store.Batch;

/** Cuts what a transaction writes into spans. Used by one thread. */
final class BatchSpans {
    /** A single span of more bytes than this, about, is cut in two, so that it goes as a bulk. */
    private static final int ALONE = 16 << 10;

    private final SpanWriter writer;
    private final SpanLimits limits;
    private final List<StoredSpan> spans = new ArrayList<>();

    BatchSpans(SpanWriter writer, SpanLimits limits) {
        this.writer = writer;
        this.limits = limits;
    }

    /** Spans of a batch, raw rows first. */
    List<StoredSpan> of(Batch batch, boolean raw) {
        RowBlock rows = batch.rows();
        boolean alone = batch.windows().stream().allMatch(windows -> windows.size() == 0);
        if (raw && rows.size() > 0) {
            boolean cut = alone && (long) rows.size() * (rows.channels() + 1) * Double.BYTES > ALONE;
            rows(rows, Math.max(cut ? 2 : 1, pieces(rows.size(), limits.rows())));
        }
        for (WindowBlock windows : batch.windows()) {
            if (windows.size() > 0) {
                windows(windows, pieces(windows.size(), limits.windows()));
            }
        }
        return spans;
    }

    private static int pieces(int entries, int most) {
        return (entries + most - 1) / most;
    }

    /** Rows of one time stay together: spans are found by the time of their first row. */
    private void rows(RowBlock rows, int pieces) {
        long[] times = rows.times();
        int from = 0;
        for (int piece = 1; piece <= pieces && from < rows.size(); piece++) {
            int to = (int) Math.max(from + 1, (long) rows.size() * piece / pieces);
            while (to < rows.size() && times[to] == times[to - 1]) {
                to++;
            }
            spans.add(new StoredSpan(0, writer.rows(rows, from, to)));
            from = to;
        }
    }

    private void windows(WindowBlock windows, int pieces) {
        for (int piece = 0; piece < pieces; piece++) {
            int from = (int) ((long) windows.size() * piece / pieces);
            int to = (int) ((long) windows.size() * (piece + 1) / pieces);
            spans.add(new StoredSpan(windows.level().seconds(), writer.windows(windows, from, to)));
        }
    }
}
