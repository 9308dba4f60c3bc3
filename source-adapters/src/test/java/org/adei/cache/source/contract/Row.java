package org.adei.cache.source.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row as a test sees it.
 *
 * @param time nanoseconds since 1970
 * @param values one per channel, null where it is missing
 */
public record Row(long time, List<@Nullable Double> values) {
    public Row {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    public static Row of(long time, @Nullable Double... values) {
        return new Row(time, Arrays.asList(values));
    }

    /** The rows by time, then by content: the order in which two readings are compared. */
    static List<Row> sorted(List<Row> rows) {
        return rows.stream()
                .sorted(Comparator.comparingLong(Row::time)
                        .thenComparing(row -> row.values().toString()))
                .toList();
    }
}
