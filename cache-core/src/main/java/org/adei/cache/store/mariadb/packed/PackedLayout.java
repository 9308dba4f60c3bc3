package org.adei.cache.store.mariadb.packed;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.packed.SpanHead;
import org.adei.cache.source.RowCursor;
import org.adei.cache.store.Batch;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.WindowSeries;
import org.adei.cache.store.mariadb.DamagedSpanException;
import org.adei.cache.store.mariadb.Layout;
import org.adei.cache.store.mariadb.Sql;

/**
 * Spans in the table {@code adei_span}. A transaction inserts all its spans in one round trip; those of a level that
 * are small are merged when there are some of them. Thread-safe.
 */
public final class PackedLayout implements Layout {
    /** Small spans of a level after which it pays to merge them. */
    private static final int SOME = 8;

    private static final int REMOVED_AT_ONCE = 500;

    private final Coders coders = new Coders();
    private final DecodedSpans decoded = DecodedSpans.ofHeap();
    /** Small spans by level since they were merged last, by group; a hint that may be lost. */
    private final Map<Long, Map<Integer, Integer>> small = new ConcurrentHashMap<>();

    @Override
    public void prepare(Connection connection, CachedGroup group, boolean filled) {
        if (group.channels().size() > SpanHead.MAX_CHANNELS) {
            throw new SkipException("group " + group.id() + " has "
                    + group.channels().size() + " channels: the packed layout takes at most " + SpanHead.MAX_CHANNELS
                    + "; list fewer channels");
        }
    }

    @Override
    public void adapt(Connection connection, CachedGroup group, Batch batch) {}

    @Override
    public void append(Connection connection, CachedGroup group, Batch batch) throws SQLException {
        SpanLimits limits = SpanLimits.of(group.channels().size());
        List<StoredSpan> spans = coders.with(writer -> new BatchSpans(writer, limits).of(batch, group.raw()));
        PackedTable.insert(connection, group, spans);
        for (StoredSpan span : spans) {
            if (limits.isSmall(span.level(), span.head().rows())) {
                small.computeIfAbsent(group.number(), number -> new ConcurrentHashMap<>())
                        .merge(span.level(), 1, Integer::sum);
            }
        }
    }

    @Override
    public void tidy(Connection connection, CachedGroup group, long position, boolean last) throws SQLException {
        Map<Integer, Integer> counts = small.getOrDefault(group.number(), Map.of());
        List<Integer> due = new ArrayList<>();
        counts.forEach((level, count) -> {
            if (count >= (last ? 2 : SOME)) {
                due.add(level);
            }
        });
        if (due.isEmpty()) {
            return;
        }
        due.forEach(counts::remove);
        new Merging(connection, group, coders).merge(due, position, last);
        connection.commit();
    }

    private static List<Integer> levels(CachedGroup group) {
        List<Integer> levels = new ArrayList<>();
        if (group.raw()) {
            levels.add(0);
        }
        group.ladder().levels().forEach(level -> levels.add(level.seconds()));
        return levels;
    }

    @Override
    public long erase(Connection connection, CachedGroup group, Interval interval, int rows) throws SQLException {
        Cutting cutting = new Cutting(connection, group, coders);
        List<Integer> levels = levels(group);
        long end = cutting.end(levels.get(0), interval, rows);
        for (int level : levels) {
            cutting.cut(level, new Interval(interval.from(), end), interval);
        }
        return end;
    }

    @Override
    public void rewind(Connection connection, CachedGroup group, long from) throws SQLException {
        Cutting cutting = new Cutting(connection, group, coders);
        for (int level : levels(group)) {
            long first = level == 0 ? from : new Level(level).floor(from);
            Interval behind = new Interval(first, Long.MAX_VALUE);
            cutting.cut(level, behind, behind);
        }
    }

    @Override
    public boolean remove(Connection connection, CachedGroup group) throws SQLException {
        small.remove(group.number());
        return Sql.update(
                        connection,
                        "DELETE FROM adei_span WHERE group_number = ? LIMIT " + REMOVED_AT_ONCE,
                        group.number())
                < REMOVED_AT_ONCE;
    }

    /** Windows of a finer level count the same; so what is damaged in one can be forgotten. */
    @Override
    public long count(Connection connection, CachedGroup group, Interval interval) throws SQLException {
        List<Level> levels = new ArrayList<>(group.ladder().levels());
        Collections.reverse(levels);
        WindowRange all = new WindowRange(interval, new int[0], Integer.MAX_VALUE);
        for (Level level : levels) {
            try {
                return LongStream.of(windows(connection, group, level, all).rows())
                        .sum();
            } catch (DamagedSpanException e) {
                if (level.equals(group.ladder().finest())) {
                    throw e;
                }
            }
        }
        return 0;
    }

    @Override
    public WindowSeries windows(Connection connection, CachedGroup group, Level level, WindowRange range)
            throws SQLException {
        return new WindowRead(group, level, range).read(connection);
    }

    @Override
    public List<WindowSeries> plot(Connection connection, CachedGroup group, CacheReader.Plot plot)
            throws SQLException {
        return new PlotRead(connection, group, plot, decoded).read();
    }

    @Override
    public RowCursor rows(Connection connection, CachedGroup group, Interval interval, int[] positions)
            throws SQLException {
        return new PackedCursor(connection, group, interval, positions);
    }

    /** Bytes as they lie in pages: a long value has whole pages of its own. */
    @Override
    public Map<Integer, CacheReader.LevelSize> sizes(Connection connection, CachedGroup group) throws SQLException {
        Map<Integer, CacheReader.LevelSize> sizes = new TreeMap<>();
        sizes.put(0, new CacheReader.LevelSize(0, 0));
        levels(group).forEach(level -> sizes.put(level, new CacheReader.LevelSize(0, 0)));
        Sql.list(
                connection,
                """
                SELECT level, SUM(entries), SUM(IF(bytes > 8000, CEIL(bytes / 16376) * 16384, bytes) + 60)
                FROM adei_span WHERE group_number = ? GROUP BY level
                """,
                row -> sizes.put(row.getInt(1), new CacheReader.LevelSize(row.getLong(2), row.getLong(3))),
                group.number());
        return sizes;
    }
}
