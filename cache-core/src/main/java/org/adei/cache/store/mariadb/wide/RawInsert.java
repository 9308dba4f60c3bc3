package org.adei.cache.store.mariadb.wide;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.util.Collections;
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
            insert(connection, table, part, rows, form);
        }
    }

    private static void insert(Connection connection, WideTable table, int part, RowBlock rows, Form form)
            throws SQLException {
        String head = (part == 0 ? "id, time" : "time")
                + (form.fractions() ? ", ns, subcache" : "")
                + (part == 0 && form.special() ? ", special" : "");
        int[] positions = table.positions(part);
        String columns = String.join(", ", table.partColumns(part));
        int count = head.split(",").length + positions.length;
        String sql = "INSERT INTO " + TableName.quoted(table.part(part)) + " (" + head
                + (columns.isEmpty() ? "" : ", " + columns) + ") VALUES (?"
                + String.join("", Collections.nCopies(count - 1, ", ?")) + ")";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            bind(insert, part, rows, positions, form);
            insert.executeBatch();
        }
    }

    private static void bind(PreparedStatement insert, int part, RowBlock rows, int[] positions, Form form)
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
            int at = 1;
            if (part == 0) {
                insert.setLong(at++, times[i]);
            }
            insert.setObject(at++, time);
            if (form.fractions()) {
                insert.setInt(at++, (int) (times[i] - floor * Nanos.PER_SECOND));
                insert.setInt(at++, subcache);
            }
            if (part == 0 && form.special()) {
                insert.setBytes(at++, Special.encode(rows, i));
            }
            for (int position : positions) {
                setDouble(insert, at++, rows.values(position)[i]);
            }
            insert.addBatch();
        }
    }

    static void setDouble(PreparedStatement insert, int at, double value) throws SQLException {
        if (Math.abs(value) <= Double.MAX_VALUE) {
            insert.setDouble(at, value);
        } else {
            insert.setNull(at, Types.DOUBLE);
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
