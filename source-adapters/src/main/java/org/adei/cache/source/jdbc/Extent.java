package org.adei.cache.source.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.OptionalLong;
import org.adei.cache.failure.SkipException;
import org.adei.cache.model.Interval;
import org.adei.cache.source.SourceGroup;

/**
 * Asks for the first and the last row of a group. Two round trips, each one probe of the index; rows at the ends that
 * cannot be read are stepped over.
 */
final class Extent {
    private static final int MOST_STEPS = 10_000;
    private static final Interval NOTHING = new Interval(0, 0);

    private final Access access;
    private final SourceGroup group;
    private final JdbcTable source;
    private final Interval limits;

    Extent(Access access, SourceGroup group) {
        this.access = access;
        this.group = group;
        this.source = JdbcTable.of(group);
        this.limits = JdbcTable.readable(group);
    }

    Interval read() {
        if (limits.isEmpty()) {
            return NOTHING;
        }
        return access.ask("cannot read the extent of table " + source.table().title(), lease -> {
            OptionalLong first = end(lease.connection(), "ASC");
            OptionalLong last = first.isEmpty() ? first : end(lease.connection(), "DESC");
            return last.isEmpty()
                    ? NOTHING
                    : new Interval(first.getAsLong(), Math.max(first.getAsLong(), last.getAsLong()) + 1);
        });
    }

    private OptionalLong end(Connection connection, String order) throws SQLException {
        RowQuery query = new RowQuery(access.dialect(), source, limits);
        for (int most : new int[] {1, MOST_STEPS}) {
            int seen = 0;
            try (PreparedStatement statement = query.prepare(connection, query.times(order, most));
                    ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    seen++;
                    OptionalLong time = time(rows);
                    if (time.isPresent()) {
                        return time;
                    }
                }
            }
            if (seen < most) {
                return OptionalLong.empty();
            }
        }
        throw new SkipException("group " + group.id() + ": none of the " + MOST_STEPS + " rows at one end of table "
                + source.table().title() + " has a time that can be read: expected "
                + source.time().name() + " to hold times of the type that is configured; check type and zone");
    }

    private OptionalLong time(ResultSet rows) throws SQLException {
        try {
            long time = source.codec().read(rows, 1);
            return limits.contains(time) ? OptionalLong.of(time) : OptionalLong.empty();
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        } catch (SQLException e) {
            Unreadable.reason(e);
            return OptionalLong.empty();
        }
    }
}
