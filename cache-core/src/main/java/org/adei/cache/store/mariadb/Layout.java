package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.adei.cache.model.Interval;
import org.adei.cache.model.Level;
import org.adei.cache.source.RowCursor;
import org.adei.cache.store.Batch;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.CachedGroup;
import org.adei.cache.store.WindowSeries;

/**
 * How rows and windows lie in tables. Thread-safe; each call uses the connection it is given and never commits, but for
 * {@link #prepare} and {@link #adapt}, which change tables.
 */
public interface Layout {
    /**
     * Makes the tables of a group, or gives them the channels that are new. Idempotent; outside of a transaction.
     *
     * @param filled whether rows are cached, so that tables have to be there
     * @throws org.adei.cache.failure.SkipException if the group cannot be stored in this layout, if tables of its names
     *     are there that are not of this layout, or if one with rows is gone
     */
    void prepare(Connection connection, CachedGroup group, boolean filled) throws SQLException;

    /** Changes tables that cannot take a batch as they are. Idempotent; outside of a transaction. */
    void adapt(Connection connection, CachedGroup group, Batch batch) throws SQLException;

    /** Inserts rows and closed windows of a batch. */
    void append(Connection connection, CachedGroup group, Batch batch) throws SQLException;

    /**
     * Puts together what many small transactions left in small pieces, if it pays by now: a transaction of its own,
     * after one that appended. Whatever goes wrong leaves the pieces as they are.
     *
     * @param position up to where the group is cached by the one who appended
     * @param last whether nothing more will be appended there soon
     */
    default void tidy(Connection connection, CachedGroup group, long position, boolean last) throws SQLException {}

    /**
     * Deletes the first rows of the interval, and windows that start beside them.
     *
     * @param rows raw rows to delete, about
     * @return up to where nothing is left; the end of the interval once it is empty
     */
    long erase(Connection connection, CachedGroup group, Interval interval, int rows) throws SQLException;

    /** Deletes raw rows from this time on, and windows of every level that end behind it. */
    void rewind(Connection connection, CachedGroup group, long from) throws SQLException;

    /**
     * Removes some of all that a group has in this layout, and its tables; repeated until nothing is left. A
     * transaction of its own.
     *
     * @return true if nothing is left
     */
    boolean remove(Connection connection, CachedGroup group) throws SQLException;

    /** Rows of the source in the windows of the coarsest level that start in the interval. */
    long count(Connection connection, CachedGroup group, Interval interval) throws SQLException;

    /** Windows as {@link CacheReader#windows} promises them. */
    WindowSeries windows(Connection connection, CachedGroup group, Level level, WindowRange range) throws SQLException;

    /** Windows as {@link CacheReader#plot} promises them; one round trip for each stretch unless a layout knows better. */
    default List<WindowSeries> plot(Connection connection, CachedGroup group, CacheReader.Plot plot)
            throws SQLException {
        List<WindowSeries> series = new ArrayList<>();
        for (CacheReader.Stretch stretch : plot.stretches()) {
            series.add(windows(connection, group, stretch.level(), range(stretch, plot)));
        }
        return series;
    }

    /** One stretch of a plot. */
    static WindowRange range(CacheReader.Stretch stretch, CacheReader.Plot plot) {
        return new WindowRange(stretch.interval(), plot.positions(), plot.limit());
    }

    /** Rows as {@link CacheReader#rows} promises them; closing the cursor closes the connection. */
    RowCursor rows(Connection connection, CachedGroup group, Interval interval, int[] positions) throws SQLException;

    /** Sizes as {@link CacheReader#sizes} promises them. */
    Map<Integer, CacheReader.LevelSize> sizes(Connection connection, CachedGroup group) throws SQLException;

    /**
     * Which windows, and which numbers of them.
     *
     * @param interval windows that start in it
     * @param positions channels
     * @param limit most windows
     */
    record WindowRange(Interval interval, int[] positions, int limit) {}
}
