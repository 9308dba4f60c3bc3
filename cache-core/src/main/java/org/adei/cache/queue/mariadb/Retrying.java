package org.adei.cache.queue.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** Puts back what was set aside, two round trips per 200 items. Stateless; the transaction is the caller's. */
final class Retrying {
    private static final String BACK = """
            INSERT INTO adei_queue_ready
                (k, lane, part, group_number, from_ns, to_ns, payload, attempts, failures, since)
            SELECT k, lane, part, group_number, from_ns, to_ns, payload, 0, 0, SYSDATE(6)
            FROM adei_queue_quarantine WHERE k = ? FOR UPDATE
            """;

    private Retrying() {}

    static int retry(Connection connection, List<Long> keys) throws SQLException {
        List<Long> ordered = keys.stream().distinct().sorted().toList();
        int[] counts = Rows.each(connection, BACK, ordered, (statement, key) -> statement.setLong(1, key));
        Rows.each(connection, "DELETE FROM adei_queue_quarantine WHERE k = ?", ordered, (statement, key) -> {
            statement.setLong(1, key);
        });
        return Arrays.stream(counts).sum();
    }
}
