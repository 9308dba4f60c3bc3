package org.adei.cache.source.jdbc;

import java.util.ArrayList;
import java.util.List;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.Interval;
import org.adei.cache.source.SourceGroup;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a group are: the locator of this module's groups.
 *
 * @param time the column of times
 * @param codec how it is read
 * @param log the columns of events; null if rows hold numbers
 */
record JdbcTable(
        Table table, Column time, TimeCodec codec, @Nullable LogColumns log) {
    static JdbcTable of(SourceGroup group) {
        if (group.locator() instanceof JdbcTable table) {
            return table;
        }
        throw new IllegalArgumentException("group " + group.id() + " does not come from a JDBC source");
    }

    /** The part of time whose rows can be read at all. */
    static Interval readable(SourceGroup group) {
        return group.limits().intersect(new Interval(TimeCodec.LEAST, TimeCodec.GREATEST + 1));
    }

    /** The columns of the group's channels, in the group's order. */
    List<Column> channels(SourceGroup group) {
        List<Column> columns = new ArrayList<>();
        for (String channel : group.channels()) {
            columns.add(table.column(channel)
                    .orElseThrow(() -> new SkipException("group " + group.id() + " has no channel \"" + channel
                            + "\": table " + table.title() + " has " + table.listing())));
        }
        return columns;
    }
}
