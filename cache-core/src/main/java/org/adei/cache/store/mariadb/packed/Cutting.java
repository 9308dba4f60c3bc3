package org.adei.cache.store.mariadb.packed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.packed.CorruptSpanException;
import org.adei.cache.packed.PackedSpan;
import org.adei.cache.packed.SpanRewriter;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.mariadb.DamagedSpanException;
import org.adei.cache.store.mariadb.Sql;

/** Takes intervals out of the spans of a level; those that reach over an edge are cut there. Used by one thread. */
final class Cutting {
    private final Connection connection;
    private final CachedGroup group;
    private final Coders coders;

    Cutting(Connection connection, CachedGroup group, Coders coders) {
        this.connection = connection;
        this.group = group;
        this.coders = coders;
    }

    /**
     * Deletes rows of the interval, or windows that start in it.
     *
     * @param doomed all that is going to be deleted, by this call or later ones: a damaged span that lies in it goes whole
     */
    void cut(int level, Interval interval, Interval doomed) throws SQLException {
        if (interval.isEmpty()) {
            return;
        }
        List<StoredSpan> left = new ArrayList<>();
        PackedTable.Extent before =
                PackedTable.before(connection, group, level, interval.from()).orElse(null);
        if (before != null && before.last() >= interval.from()) {
            left.addAll(outside(level, before, interval, doomed));
        }
        PackedTable.Extent last =
                PackedTable.before(connection, group, level, interval.to()).orElse(null);
        if (last != null && last.from() >= interval.from() && last.last() >= interval.to()) {
            left.addAll(outside(level, last, interval, doomed));
        }
        PackedTable.delete(
                connection,
                group,
                level,
                interval.from(),
                interval.to() == Long.MAX_VALUE ? interval.to() : interval.to() - 1);
        PackedTable.insert(connection, group, left);
    }

    /** Deletes a span and gives what of it lies outside of the interval. */
    private List<StoredSpan> outside(int level, PackedTable.Extent span, Interval interval, Interval doomed)
            throws SQLException {
        List<StoredSpan> left = new ArrayList<>();
        long from = span.from();
        Interval whole = new Interval(from, span.last() + 1);
        for (byte[] bytes : PackedTable.lock(connection, group, level, from, from)) {
            try {
                left.addAll(outside(level, bytes, interval));
            } catch (CorruptSpanException e) {
                if (doomed.from() > whole.from() || doomed.to() < whole.to()) {
                    throw new DamagedSpanException(
                            group,
                            whole,
                            "group " + group.id() + ", " + (level == 0 ? "raw rows" : "windows of " + level + " s")
                                    + ", packed span of " + whole + " is damaged: " + e.getMessage(),
                            e);
                }
            }
        }
        PackedTable.delete(connection, group, level, from, from);
        return left;
    }

    private List<StoredSpan> outside(int level, byte[] bytes, Interval interval) {
        List<StoredSpan> left = new ArrayList<>();
        SpanRewriter rewriter = new SpanRewriter(List.of(PackedSpan.of(bytes)));
        int first = rewriter.firstFrom(interval.from());
        int behind = interval.to() == Long.MAX_VALUE ? rewriter.size() : rewriter.firstFrom(interval.to());
        if (first > 0) {
            left.add(part(level, rewriter, new SpanRewriter.Part(0, first)));
        }
        if (behind < rewriter.size()) {
            left.add(part(level, rewriter, new SpanRewriter.Part(behind, rewriter.size())));
        }
        return left;
    }

    private StoredSpan part(int level, SpanRewriter rewriter, SpanRewriter.Part part) {
        return coders.with(writer -> new StoredSpan(level, rewriter.write(writer, part)));
    }

    /** Up to where so many rows of the first level reach from the start of the interval on, about. */
    long end(int level, Interval interval, int rows) throws SQLException {
        List<PackedTable.Extent> extents = Sql.list(
                connection,
                """
                SELECT from_ns, last_ns, entries FROM adei_span
                WHERE group_number = ? AND level = ? AND from_ns >= ? AND from_ns < ? ORDER BY from_ns LIMIT 1000
                """,
                row -> new PackedTable.Extent(row.getLong(1), row.getLong(2), row.getInt(3)),
                group.number(),
                level,
                interval.from(),
                interval.to());
        long seen = 0;
        for (PackedTable.Extent extent : extents) {
            if (seen >= rows) {
                return extent.from();
            }
            seen += extent.entries();
        }
        return extents.size() < 1000
                ? interval.to()
                : extents.get(extents.size() - 1).from();
    }
}
