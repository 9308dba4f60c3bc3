package org.adei.cache.store.mariadb.packed;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.mariadb.Sql;

/** Statements on {@code adei_span}. Stateless. */
final class PackedTable {
    /** Spans that have something at or behind a time: from the last one on that begins at or before it. */
    static final String RANGE = """
             FROM adei_span WHERE group_number = ? AND level = ? AND from_ns >= COALESCE((
                SELECT MAX(s.from_ns) FROM adei_span s WHERE s.group_number = ? AND s.level = ? AND s.from_ns <= ?), ?)
            AND from_ns < ? ORDER BY from_ns
            """;

    /** The buffer of the driver goes from one MiB to sixteen, made anew for each round trip. */
    private static final int PACKET_BYTES = 900_000;

    private PackedTable() {}

    /**
     * Inserts spans, in a round trip for each megabyte of them. Two at least go as a bulk; one alone would have its bytes
     * escaped one by one for the binary log's sake.
     */
    static void insert(Connection connection, CachedGroup group, List<StoredSpan> spans) throws SQLException {
        if (spans.isEmpty()) {
            return;
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO adei_span (group_number, level, from_ns, last_ns, entries, channels, bytes, version, data)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)) {
            int bytes = 0;
            int ready = 0;
            for (int i = 0; i < spans.size(); i++) {
                StoredSpan span = spans.get(i);
                if (ready > 1 && i < spans.size() - 1 && bytes + span.data().length > PACKET_BYTES) {
                    insert.executeBatch();
                    bytes = 0;
                    ready = 0;
                }
                bytes += span.data().length;
                ready++;
                insert.setLong(1, group.number());
                insert.setInt(2, span.level());
                insert.setLong(3, span.head().first());
                insert.setLong(4, span.head().last());
                insert.setInt(5, span.head().rows());
                insert.setInt(6, span.head().channels());
                insert.setInt(7, span.data().length);
                insert.setLong(8, version(span.data()));
                insert.setBytes(9, span.data());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Two checksums of different polynomials: bytes that differ have another version. Never 0, which stands for unknown. */
    private static long version(byte[] data) {
        CRC32C low = new CRC32C();
        low.update(data);
        CRC32 high = new CRC32();
        high.update(data);
        return Math.max(1, (high.getValue() << 31) ^ low.getValue());
    }

    /** Deletes spans that begin in {@code [from, last]}. */
    static int delete(Connection connection, CachedGroup group, int level, long from, long last) throws SQLException {
        return Sql.update(
                connection,
                "DELETE FROM adei_span WHERE group_number = ? AND level = ? AND from_ns >= ? AND from_ns <= ?",
                group.number(),
                level,
                from,
                last);
    }

    /** Bytes of spans that begin in {@code [from, last]}, locked until the end of the transaction. */
    static List<byte[]> lock(Connection connection, CachedGroup group, int level, long from, long last)
            throws SQLException {
        return Sql.list(connection, """
                SELECT data FROM adei_span WHERE group_number = ? AND level = ? AND from_ns >= ? AND from_ns <= ?
                ORDER BY from_ns FOR UPDATE
                """, row -> row.getBytes(1), group.number(), level, from, last);
    }

    /** The last span that begins before a time. */
    static Optional<Extent> before(Connection connection, CachedGroup group, int level, long time) throws SQLException {
        return Sql.first(
                connection,
                """
                SELECT from_ns, last_ns, entries FROM adei_span WHERE group_number = ? AND level = ? AND from_ns < ?
                ORDER BY from_ns DESC LIMIT 1
                """,
                row -> new Extent(row.getLong(1), row.getLong(2), row.getInt(3)),
                group.number(),
                level,
                time);
    }

    /**
     * Where a span lies.
     *
     * @param from time of its first entry
     * @param last time of its last entry
     * @param entries rows or windows
     */
    record Extent(long from, long last, int entries) {}
}
