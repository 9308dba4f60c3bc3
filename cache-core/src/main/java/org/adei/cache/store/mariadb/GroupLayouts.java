package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.model.StorageLayout;
import org.adei.cache.source.RowCursor;
import org.adei.cache.store.Batch;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.WindowSeries;
import org.jspecify.annotations.Nullable;

/**
 * Stores each group in the layout that it has; one that has both is written to both and read from the packed one. Texts
 * of events lie in a table of their own, whatever the layout of their counts.
 */
final class GroupLayouts implements Layout {
    private final Layout wide;
    private final Layout packed;

    GroupLayouts(Layout wide, Layout packed) {
        this.wide = wide;
        this.packed = packed;
    }

    private List<Layout> all(CachedGroup group) {
        List<Layout> all = new ArrayList<>();
        if (group.storage().isWide()) {
            all.add(wide);
        }
        if (group.storage().isPacked()) {
            all.add(packed);
        }
        return all;
    }

    /** The one that is being made of what another holds; null if the group is on its way to no other layout. */
    @Nullable
    Layout made(CachedGroup group) {
        StorageLayout now = group.storage().layout();
        if (group.storage().isPacked() && !now.isPacked()) {
            return packed;
        }
        return group.storage().isWide() && !now.isWide() ? wide : null;
    }

    private Layout read(CachedGroup group) {
        return group.storage().layout().isPacked() ? packed : wide;
    }

    @Override
    public void prepare(Connection connection, CachedGroup group, boolean filled) throws SQLException {
        for (Layout layout : all(group)) {
            layout.prepare(connection, group, filled);
        }
    }

    @Override
    public void adapt(Connection connection, CachedGroup group, Batch batch) throws SQLException {
        for (Layout layout : all(group)) {
            layout.adapt(connection, group, batch);
        }
    }

    @Override
    public void append(Connection connection, CachedGroup group, Batch batch) throws SQLException {
        for (Layout layout : all(group)) {
            layout.append(connection, group, batch);
        }
        if (group.isLog()) {
            EventTable.insert(connection, group, batch.rows());
        }
    }

    /** Pieces of a layout that is being made are left alone: what lies between them is still to come. */
    @Override
    public void tidy(Connection connection, CachedGroup group, long position, boolean last) throws SQLException {
        for (Layout layout : all(group)) {
            if (layout != made(group)) {
                layout.tidy(connection, group, position, last);
            }
        }
    }

    /** The one that erases first says how far the others go. */
    @Override
    public long erase(Connection connection, CachedGroup group, Interval interval, int rows) throws SQLException {
        ConversionTable.trim(connection, group, interval);
        long end = interval.to();
        int portion = rows;
        for (Layout layout : all(group)) {
            end = layout.erase(connection, group, new Interval(interval.from(), end), portion);
            portion = Integer.MAX_VALUE;
        }
        if (group.isLog()) {
            EventTable.erase(connection, group, new Interval(interval.from(), end));
        }
        return end;
    }

    @Override
    public void rewind(Connection connection, CachedGroup group, long from) throws SQLException {
        ConversionTable.trim(connection, group, new Interval(from, Long.MAX_VALUE));
        for (Layout layout : all(group)) {
            layout.rewind(connection, group, from);
        }
        if (group.isLog()) {
            EventTable.erase(connection, group, new Interval(from, Long.MAX_VALUE));
        }
    }

    @Override
    public long count(Connection connection, CachedGroup group, Interval interval) throws SQLException {
        return read(group).count(connection, group, interval);
    }

    @Override
    public WindowSeries windows(Connection connection, CachedGroup group, Level level, WindowRange range)
            throws SQLException {
        return read(group).windows(connection, group, level, range);
    }

    @Override
    public List<WindowSeries> plot(Connection connection, CachedGroup group, CacheReader.Plot plot)
            throws SQLException {
        return read(group).plot(connection, group, plot);
    }

    @Override
    public RowCursor rows(Connection connection, CachedGroup group, Interval interval, int[] positions)
            throws SQLException {
        return read(group).rows(connection, group, interval, positions);
    }

    @Override
    public boolean remove(Connection connection, CachedGroup group) throws SQLException {
        boolean nothing = true;
        for (Layout layout : all(group)) {
            nothing &= layout.remove(connection, group);
        }
        return nothing;
    }

    /** Entries as they are read, bytes of all. */
    @Override
    public Map<Integer, CacheReader.LevelSize> sizes(Connection connection, CachedGroup group) throws SQLException {
        Map<Integer, CacheReader.LevelSize> sizes = read(group).sizes(connection, group);
        for (Layout layout : all(group)) {
            if (layout != read(group)) {
                layout.sizes(connection, group)
                        .forEach((level, size) -> sizes.merge(
                                level, size, (a, b) -> new CacheReader.LevelSize(a.entries(), a.bytes() + b.bytes())));
            }
        }
        return sizes;
    }
}
