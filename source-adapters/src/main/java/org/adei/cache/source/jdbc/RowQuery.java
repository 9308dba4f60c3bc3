package org.adei.cache.source.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.adei.cache.model.Interval;

/**
 * Selects rows of a table in order of time. Its bounds are as near as the time column's type allows and never too
 * narrow: the reader checks each row against the exact ones.
 */
final class RowQuery {
    private final JdbcTable source;
    private final String time;
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> keys = new ArrayList<>();

    RowQuery(Dialect dialect, JdbcTable source, Interval interval) {
        this.source = source;
        this.time = dialect.quoted(source.time().name());
        TimeCodec codec = source.codec();
        if (interval.from() != Long.MIN_VALUE) {
            conditions.add(time + " >= ?");
            keys.add(codec.lower(interval.from()));
        }
        if (interval.to() != Long.MAX_VALUE) {
            conditions.add(time + " <= ?");
            keys.add(codec.upper(interval.to() - 1));
        }
        if (conditions.isEmpty()) {
            conditions.add(time + " IS NOT NULL");
        }
    }

    /** Time and channels of all rows, first to last. */
    String rows(ChannelQuery channels) {
        List<String> selected = new ArrayList<>(List.of(time));
        selected.addAll(channels.expressions());
        return """
                SELECT %s
                FROM %s
                WHERE %s
                ORDER BY %s
                """.formatted(String.join(", ", selected), source.table().name(), where(), time);
    }

    /**
     * Times of the first rows.
     *
     * @param order {@code ASC} from the beginning, {@code DESC} from the end
     */
    String times(String order, int rows) {
        return """
                SELECT %s
                FROM %s
                WHERE %s
                ORDER BY %s %s
                LIMIT %d
                """.formatted(time, source.table().name(), where(), time, order, rows);
    }

    private String where() {
        return String.join(" AND ", conditions);
    }

    PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement statement =
                connection.prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        for (int i = 0; i < keys.size(); i++) {
            statement.setObject(i + 1, keys.get(i));
        }
        return statement;
    }
}
