package org.adei.cache.store.mariadb.packed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.adei.cache.packed.PackedSpan;
import org.adei.cache.packed.SpanRewriter;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.mariadb.Sql;

/**
 * Puts small spans at the end of what is cached together, in a transaction that holds the coverage there, so that
 * nobody takes anything out of it meanwhile. What the spans hold does not change. Used by one thread.
 */
final class Merging {
    /** Spans of a level that are looked at, from the end on. */
    private static final int LOOKED_AT = 64;

    private final Connection connection;
    private final CachedGroup group;
    private final Coders coders;

    Merging(Connection connection, CachedGroup group, Coders coders) {
        this.connection = connection;
        this.group = group;
        this.coders = coders;
    }

    /** Merges spans of these levels; the transaction is the caller's. */
    void merge(List<Integer> levels, long position, boolean last) throws SQLException {
        long from = Sql.first(
                        connection,
                        """
                        SELECT IF(to_ns >= ?, from_ns, NULL) FROM adei_coverage WHERE group_number = ? AND from_ns < ?
                        ORDER BY from_ns DESC LIMIT 1 LOCK IN SHARE MODE
                        """,
                        row -> row.getObject(1) == null ? Long.MAX_VALUE : row.getLong(1),
                        position,
                        group.number(),
                        position)
                .orElse(Long.MAX_VALUE);
        List<StoredSpan> merged = new ArrayList<>();
        for (int level : levels) {
            MergePlan plan = new MergePlan(SpanLimits.of(group.channels().size()), level, last);
            for (MergePlan.Run run : plan.runs(newest(level, from, position))) {
                merged.addAll(replace(level, run));
            }
        }
        PackedTable.insert(connection, group, merged);
    }

    private List<PackedTable.Extent> newest(int level, long from, long position) throws SQLException {
        List<PackedTable.Extent> extents = Sql.list(
                connection,
                """
                SELECT from_ns, last_ns, entries FROM adei_span
                WHERE group_number = ? AND level = ? AND from_ns >= ? AND from_ns < ?
                ORDER BY from_ns DESC LIMIT\s""" + LOOKED_AT,
                row -> new PackedTable.Extent(row.getLong(1), row.getLong(2), row.getInt(3)),
                group.number(),
                level,
                from,
                position);
        Collections.reverse(extents);
        return extents;
    }

    private List<StoredSpan> replace(int level, MergePlan.Run run) throws SQLException {
        List<byte[]> bytes = PackedTable.lock(connection, group, level, run.from(), run.last());
        if (bytes.size() != run.spans()) {
            return List.of();
        }
        SpanRewriter rewriter =
                new SpanRewriter(bytes.stream().map(PackedSpan::of).toList());
        PackedTable.delete(connection, group, level, run.from(), run.last());
        SpanRewriter.Part all = new SpanRewriter.Part(0, rewriter.size());
        StoredSpan merged = coders.with(writer -> new StoredSpan(level, rewriter.write(writer, all)));
        return List.of(merged);
    }
}
