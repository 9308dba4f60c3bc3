package org.adei.cache.source.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Counts the rows of a table that no reading by time ever meets. At most two round trips. */
final class StrayTimes {
    private final String table;
    private final String time;
    private final JdbcTable source;

    StrayTimes(Dialect dialect, JdbcTable source) {
        this.table = source.table().name();
        this.time = dialect.quoted(source.time().name());
        this.source = source;
    }

    /** What to tell of them, as ends of sentences that begin with the table. */
    List<String> count(Connection connection) throws SQLException {
        List<String> notes = new ArrayList<>();
        if (source.time().nullable()) {
            long missing = count(connection, time + " IS NULL");
            if (missing > 0) {
                notes.add(" has " + missing + (missing == 1 ? " row" : " rows") + " without a time ("
                        + source.time().name() + " is NULL), which are left out");
            }
        }
        if (source.time().indexed()) {
            Object first = source.codec().lower(TimeCodec.LEAST);
            Object last = source.codec().upper(TimeCodec.GREATEST);
            long outside = count(connection, time + " < ? OR " + time + " > ?", first, last);
            if (outside > 0) {
                notes.add(" has " + outside + (outside == 1 ? " row" : " rows") + " whose "
                        + source.time().name() + " is no time of the years 1680 to 2259, which are left out");
            }
        }
        return notes;
    }

    private long count(Connection connection, String condition, Object... keys) throws SQLException {
        String sql = """
                SELECT COUNT(*) FROM %s WHERE %s
                """.formatted(table, condition);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < keys.length; i++) {
                statement.setObject(i + 1, keys[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
