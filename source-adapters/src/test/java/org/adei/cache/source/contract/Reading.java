package org.adei.cache.source.contract;

import java.util.ArrayList;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.jspecify.annotations.Nullable;

/**
 * What one pass of a cursor gave.
 *
 * @param rows rows in the order of the cursor
 * @param rejected one text {@code row: reason} for each row that was left out
 */
public record Reading(List<Row> rows, List<String> rejected) {
    private static final int BLOCK_ROWS = 64;

    /** Reads all rows of the interval. */
    public static Reading of(Source source, SourceGroup group, Interval interval) {
        return of(source, group, interval, BLOCK_ROWS);
    }

    /** Reads all rows of the interval in blocks of that many rows. */
    public static Reading of(Source source, SourceGroup group, Interval interval, int capacity) {
        List<String> rejected = new ArrayList<>();
        try (RowCursor cursor = source.open(group, interval, (row, reason) -> rejected.add(row + ": " + reason))) {
            RowBlock block = new RowBlock(group.channels().size(), capacity);
            return new Reading(rest(cursor, block), rejected);
        }
    }

    /** Reads what a cursor still has, block by block. */
    static List<Row> rest(RowCursor cursor, RowBlock block) {
        List<Row> rows = new ArrayList<>();
        boolean more = true;
        while (more) {
            block.clear();
            more = cursor.fill(block);
            rows.addAll(rows(block));
        }
        return rows;
    }

    static List<Row> rows(RowBlock block) {
        List<Row> rows = new ArrayList<>();
        for (int r = 0; r < block.size(); r++) {
            List<@Nullable Double> values = new ArrayList<>();
            for (int c = 0; c < block.channels(); c++) {
                double value = block.values(c)[r];
                values.add(RowBlock.isNull(value) ? null : value);
            }
            rows.add(new Row(block.times()[r], values));
        }
        return rows;
    }
}
