package org.adei.cache.source.jdbc.push;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.adei.cache.source.Push;
import org.jspecify.annotations.Nullable;

/**
 * What one transaction of the log changes, table by table: two times each, however large the transaction is. Used by the
 * thread of the log.
 */
final class LoggedTransaction {
    private final Map<Long, Touched> byNumber = new HashMap<>();
    private final Map<LoggedTable, Touched> touched = new LinkedHashMap<>();

    /** A table and what is known of its changes. */
    private static final class Touched {
        private final LoggedTable table;
        private final boolean sameShape;
        private boolean rows;
        private boolean known = true;
        private long from = Long.MAX_VALUE;
        private long to = Long.MIN_VALUE;

        Touched(LoggedTable table, boolean sameShape) {
            this.table = table;
            this.sameShape = sameShape;
        }

        void cell(@Nullable Serializable cell) {
            OptionalLong time = OptionalLong.empty();
            if (sameShape && cell instanceof Number number) {
                try {
                    time = table.clock().apply(number);
                } catch (java.time.DateTimeException e) {
                    return; // a row that cannot be read changes nothing
                }
            }
            if (time.isEmpty()) {
                known = false;
            } else {
                from = Math.min(from, time.getAsLong());
                to = Math.max(to, time.getAsLong());
            }
        }

        Push.@Nullable Change change() {
            if (!rows || !known) {
                return Push.Change.somewhere(table.group());
            }
            return from > to ? null : new Push.Change(table.group(), from, to, true);
        }
    }

    /** The rows that follow under that number are of this table, null if it is not followed. */
    void table(long number, @Nullable LoggedTable table, int columns) {
        if (table == null) {
            byNumber.remove(number);
        } else {
            byNumber.put(number, touched.computeIfAbsent(table, key -> new Touched(key, key.columns() == columns)));
        }
    }

    /** A row that came, went, or was or is the content of one that changed. */
    void row(long number, BitSet columns, Serializable[] cells) {
        Touched table = byNumber.get(number);
        if (table == null) {
            return;
        }
        table.rows = true;
        int time = table.table.time();
        table.cell(columns.get(time) ? cells[columns.get(0, time).cardinality()] : null);
    }

    /** What has changed; empties the transaction. */
    List<Push.Change> commit() {
        List<Push.Change> changes = new ArrayList<>();
        for (Touched each : touched.values()) {
            Push.Change change = each.change();
            if (change != null) {
                changes.add(change);
            }
        }
        byNumber.clear();
        touched.clear();
        return changes;
    }
}
