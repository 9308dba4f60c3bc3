package org.adei.cache.ingest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.adei.cache.log.EventText;
import org.adei.cache.source.RowBlock;
import org.jspecify.annotations.Nullable;

/**
 * Brings rows that share a timestamp into the canonical order: by content, channel by channel, missing values first,
 * then by {@link Double#compare}; events by their text then. Rows that are equal in all channels are alike, so their order does not matter.
 */
public final class TieOrder {
    private TieOrder() {}

    /**
     * Sorts every run of equal times among the first {@code rows} rows.
     *
     * @return index of the first row that is earlier than the one before it, -1 if the rows are in order of time
     */
    public static int sort(RowBlock block, int rows) {
        long[] times = block.times();
        int start = 0;
        for (int i = 1; i <= rows; i++) {
            if (i < rows && times[i] == times[i - 1]) {
                continue;
            }
            if (i - start > 1) {
                sortRun(block, start, i);
            }
            if (i < rows && times[i] < times[i - 1]) {
                return i;
            }
            start = i;
        }
        return -1;
    }

    private static void sortRun(RowBlock block, int from, int to) {
        Integer[] order = new Integer[to - from];
        Arrays.setAll(order, i -> from + i);
        Arrays.sort(order, (a, b) -> compare(block, a, b));
        double[] moved = new double[order.length];
        for (int c = 0; c < block.channels(); c++) {
            double[] values = block.values(c);
            for (int i = 0; i < order.length; i++) {
                moved[i] = values[order[i]];
            }
            System.arraycopy(moved, 0, values, from, moved.length);
        }
        if (block.hasTexts()) {
            List<@Nullable EventText> texts = new ArrayList<>();
            for (Integer row : order) {
                texts.add(block.text(row));
            }
            for (int i = 0; i < texts.size(); i++) {
                block.text(from + i, texts.get(i));
            }
        }
    }

    private static int compare(RowBlock block, int a, int b) {
        for (int c = 0; c < block.channels(); c++) {
            double[] values = block.values(c);
            int order = compare(values[a], values[b]);
            if (order != 0) {
                return order;
            }
        }
        EventText first = block.text(a);
        EventText second = block.text(b);
        return first == null || second == null ? 0 : first.compareTo(second);
    }

    private static int compare(double a, double b) {
        boolean aNull = RowBlock.isNull(a);
        boolean bNull = RowBlock.isNull(b);
        if (aNull || bNull) {
            return Boolean.compare(bNull, aNull);
        }
        return Double.compare(a, b);
    }
}
