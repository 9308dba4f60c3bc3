package org.adei.cache.store.mariadb.wide;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;
import org.adei.cache.aggregate.WindowBlock;

/** Inserts closed windows of one level: one bulk statement per part table. */
final class WindowInsert {
    private WindowInsert() {}

    static void insert(Connection connection, WideTable table, WindowBlock windows) throws SQLException {
        for (int part = 0; part < table.parts(); part++) {
            String head = part == 0 ? "time, n, missing, counts" : "time";
            int[] positions = table.positions(part);
            String columns = String.join(", ", table.partColumns(part));
            int count = (part == 0 ? 4 : 1) + 3 * positions.length;
            String sql = "INSERT INTO " + TableName.quoted(table.part(part)) + " (" + head
                    + (columns.isEmpty() ? "" : ", " + columns) + ") VALUES (?"
                    + String.join("", Collections.nCopies(count - 1, ", ?")) + ")";
            try (PreparedStatement insert = connection.prepareStatement(sql)) {
                bind(insert, part, windows, positions);
                insert.executeBatch();
            }
        }
    }

    private static void bind(PreparedStatement insert, int part, WindowBlock windows, int[] positions)
            throws SQLException {
        for (int i = 0; i < windows.size(); i++) {
            int at = 1;
            insert.setObject(at++, DateTimes.of(windows.start(i)));
            if (part == 0) {
                insert.setLong(at++, windows.rows(i));
                insert.setInt(at++, windows.missingSeconds(i));
                insert.setBytes(at++, Counts.encode(windows, i));
            }
            for (int position : positions) {
                if (windows.valid(position, i) > 0) {
                    insert.setDouble(at++, windows.min(position, i));
                    insert.setDouble(at++, windows.max(position, i));
                    RawInsert.setDouble(insert, at++, windows.mean(position, i));
                } else {
                    insert.setNull(at++, Types.DOUBLE);
                    insert.setNull(at++, Types.DOUBLE);
                    insert.setNull(at++, Types.DOUBLE);
                }
            }
            insert.addBatch();
        }
    }
}
