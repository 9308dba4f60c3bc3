package org.adei.cache.worker.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.jspecify.annotations.Nullable;

/** Rows of a cursor, those of one timestamp at a time and sorted by content. Owned by one thread. */
final class RowStream implements AutoCloseable {
    private static final int BLOCK_VALUES = 65_536;

    private final RowCursor cursor;
    private final RowBlock block;
    private int index;
    private boolean more = true;

    RowStream(RowCursor cursor, int channels) {
        this.cursor = cursor;
        this.block = new RowBlock(channels, Math.max(256, BLOCK_VALUES / (channels + 1)));
    }

    /** Rows that share a timestamp, at least one. */
    record Tie(long time, List<double[]> rows) {}

    /** The next rows that share a timestamp, null at the end. */
    @Nullable
    Tie next() {
        if (!hasRow()) {
            return null;
        }
        long time = block.times()[index];
        List<double[]> rows = new ArrayList<>(1);
        while (hasRow() && block.times()[index] == time) {
            rows.add(row());
        }
        if (rows.size() > 1) {
            rows.sort(Comparator.comparing((double[] row) -> row, RowStream::compare));
        }
        return new Tie(time, rows);
    }

    private boolean hasRow() {
        while (index == block.size() && more) {
            block.clear();
            more = cursor.fill(block);
            index = 0;
        }
        return index < block.size();
    }

    private double[] row() {
        double[] row = new double[block.channels()];
        for (int c = 0; c < row.length; c++) {
            row[c] = block.values(c)[index];
        }
        index++;
        return row;
    }

    private static int compare(double[] a, double[] b) {
        for (int c = 0; c < a.length; c++) {
            int order = Long.compare(bits(a[c]), bits(b[c]));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** Equal for equal values: all NaNs of a source are one, a missing value is another. */
    static long bits(double value) {
        return RowBlock.isNull(value) ? Double.doubleToRawLongBits(value) : Double.doubleToLongBits(value);
    }

    @Override
    public void close() {
        cursor.close();
    }
}
