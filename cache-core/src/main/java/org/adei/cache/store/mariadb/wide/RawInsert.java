package org.adei.cache.store.mariadb.wide;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.adei.cache.model.Nanos;
import org.adei.cache.source.RowBlock;

/** Inserts raw rows: one bulk statement per part table. */
final class RawInsert {
    private RawInsert() {}

    /** Whether rows need the form with ns and subcache: a fraction of a second, or two rows of one time. */
    static boolean needsFractions(RowBlock rows) {
        long[] times = rows.times();
        for (int i = 0; i < rows.size(); i++) {
            if (times[i] % Nanos.PER_SECOND != 0 || i > 0 && times[i] == times[i - 1]) {
                return true;
            }
        }
        return false;
    }

    /** Rows of whole seconds leave ns and subcache to their default, so that they fit both forms of the table. */
    static void insert(Connection connection, WideTable table, RowBlock rows) throws SQLException {
        Form form = new Form(needsFractions(rows), hasSpecial(rows));
        for (int part = 0; part < table.parts(); part++) {
            List<String> columns = new ArrayList<>(table.head(part, form.fractions()));
            if (!form.special()) {
                columns.remove("special");
            }
            int[] positions = table.positions(part);
            columns.addAll(table.columns(positions));
            try (BulkInsert insert = new BulkInsert(connection, table.part(part), columns)) {
                bind(insert, part, rows, positions, form);
                insert.execute();
            }
        }
    }

    private static void bind(BulkInsert insert, int part, RowBlock rows, int[] positions, Form form)
            throws SQLException {
        long[] times = rows.times();
        long second = Long.MIN_VALUE;
        LocalDateTime time = LocalDateTime.MIN;
        int subcache = 0;
        for (int i = 0; i < rows.size(); i++) {
            subcache = i > 0 && times[i] == times[i - 1] ? subcache + 1 : 0;
            long floor = Math.floorDiv(times[i], Nanos.PER_SECOND);
            if (floor != second) {
                second = floor;
                time = DateTimes.of(times[i]);
            }
            if (part == 0) {
                insert.whole(times[i]);
            }
            insert.time(time);
            if (form.fractions()) {
                insert.whole(times[i] - floor * Nanos.PER_SECOND);
                insert.whole(subcache);
            }
            if (part == 0 && form.special()) {
                insert.bytes(Special.encode(rows, i));
            }
            for (int position : positions) {
                insert.number(rows.values(position)[i]);
            }
            insert.endRow();
        }
    }

    private static boolean hasSpecial(RowBlock rows) {
        for (int c = 0; c < rows.channels(); c++) {
            double[] values = rows.values(c);
            for (int i = 0; i < rows.size(); i++) {
                if (Special.isSpecial(values[i])) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Which columns the rows need beside their values. */
    private record Form(boolean fractions, boolean special) {}
}
