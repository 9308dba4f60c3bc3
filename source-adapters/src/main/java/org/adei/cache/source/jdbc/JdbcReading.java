package org.adei.cache.source.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Rejections;
import org.adei.cache.source.RowBlock;
import org.adei.cache.source.RowCursor;
import org.adei.cache.source.SourceGroup;

/** Opens cursors over the rows of tables. Thread-safe. */
final class JdbcReading {
    private final Access access;

    JdbcReading(Access access) {
        this.access = access;
    }

    /** As {@link org.adei.cache.source.Source#open} promises. */
    RowCursor open(SourceGroup group, Interval interval, Rejections rejections) {
        Interval wanted = interval.intersect(group.limits());
        if (wanted.isEmpty()) {
            return new NoRows();
        }
        JdbcTable source = JdbcTable.of(group);
        LogColumns log = source.log();
        ChannelQuery selected = log == null
                ? access.dialect().channels(source.channels(group))
                : LogRows.query(access.dialect(), log, group.channels());
        RowQuery query = new RowQuery(access.dialect(), source, wanted);
        JdbcCursor.Reading reading = new JdbcCursor.Reading(
                source, wanted, selected.reader(), group.channels().size(), access);
        return open(reading, query, query.rows(selected), rejections);
    }

    private RowCursor open(JdbcCursor.Reading reading, RowQuery query, String sql, Rejections rejections) {
        Lease lease = access.connect();
        boolean opened = false;
        try {
            PreparedStatement statement = query.prepare(lease.connection(), sql);
            access.dialect().stream(statement, access.limits().fetchRowsOf(reading.channels()));
            ResultSet rows = statement.executeQuery();
            opened = true;
            return new JdbcCursor(reading, rejections, lease, statement, rows);
        } catch (SQLException e) {
            throw access.faults()
                    .of("cannot read table " + reading.source().table().title(), e);
        } finally {
            if (!opened) {
                lease.close();
            }
        }
    }

    private static final class NoRows implements RowCursor {
        @Override
        public boolean fill(RowBlock block) {
            return false;
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
