package org.adei.cache.store.mariadb;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.adei.cache.store.Batch;
import org.adei.cache.store.CachedGroup;

/** The rows that were left out, by group and hash of where they are, so that reading them again changes nothing. */
final class RejectedRows {
    private RejectedRows() {}

    static void remember(Connection connection, CachedGroup group, List<Batch.RejectedRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO adei_rejected_row (group_number, row_hash, row_text, reason, seen)
                VALUES (?, ?, ?, ?, SYSDATE(6))
                ON DUPLICATE KEY UPDATE reason = VALUES(reason), seen = VALUES(seen)
                """)) {
            for (Batch.RejectedRow row : rows) {
                insert.setLong(1, group.number());
                insert.setBytes(2, hash(row.row()));
                insert.setString(3, shortened(row.row()));
                insert.setString(4, shortened(row.reason()));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    static List<Batch.RejectedRow> newest(Connection connection, CachedGroup group, int limit) throws SQLException {
        return Sql.list(
                connection,
                """
                SELECT row_text, reason FROM adei_rejected_row WHERE group_number = ?
                ORDER BY seen DESC, row_text LIMIT ?
                """,
                row -> new Batch.RejectedRow(row.getString(1), row.getString(2)),
                group.number(),
                limit);
    }

    /** A column of type TEXT ends at 65,535 bytes. */
    private static String shortened(String text) {
        return text.length() <= 10_000 ? text : text.substring(0, 10_000) + "..";
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256, which every one must have", e);
        }
    }
}
