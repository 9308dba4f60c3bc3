package org.adei.cache.store.mariadb.wide;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.adei.cache.aggregate.WindowBlock;

/** Inserts closed windows of one level: one bulk statement per part table. */
final class WindowInsert {
    private WindowInsert() {}

    static void insert(Connection connection, WideTable table, WindowBlock windows) throws SQLException {
        for (int part = 0; part < table.parts(); part++) {
            List<String> columns = new ArrayList<>(table.head(part, true));
            int[] positions = table.positions(part);
            columns.addAll(table.columns(positions));
            try (BulkInsert insert = new BulkInsert(connection, table.part(part), columns)) {
                bind(insert, part, windows, positions);
                insert.execute();
            }
        }
    }

    private static void bind(BulkInsert insert, int part, WindowBlock windows, int[] positions) throws SQLException {
        for (int i = 0; i < windows.size(); i++) {
            insert.time(DateTimes.of(windows.start(i)));
            if (part == 0) {
                insert.whole(windows.rows(i));
                insert.whole(windows.missingSeconds(i));
                insert.bytes(Counts.encode(windows, i));
            }
            for (int position : positions) {
                if (windows.valid(position, i) > 0) {
                    insert.number(windows.min(position, i));
                    insert.number(windows.max(position, i));
                    insert.number(windows.mean(position, i));
                } else {
                    insert.missing();
                    insert.missing();
                    insert.missing();
                }
            }
            insert.endRow();
        }
    }
}
