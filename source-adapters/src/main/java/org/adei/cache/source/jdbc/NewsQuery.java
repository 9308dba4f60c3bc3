package org.adei.cache.source.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Watch;

/**
 * The last row of many tables and, where asked for, how many rows there are from a time on: one statement, one round
 * trip, per table one probe of its index and a walk over what is counted. All time columns must be of one type.
 */
final class NewsQuery {
    private final Dialect dialect;
    private final List<Watch.Question> questions;

    NewsQuery(Dialect dialect, List<Watch.Question> questions) {
        this.dialect = dialect;
        this.questions = questions;
    }

    /**
     * What a table has.
     *
     * @param last time of the last row, empty if it cannot be read
     * @param any whether there is a row at all
     * @param rows rows that were counted
     */
    record Found(OptionalLong last, boolean any, long rows) {}

    List<Found> ask(Connection connection, KeptStatements statements) throws SQLException {
        List<Found> found = new ArrayList<>();
        questions.forEach(question -> found.add(new Found(OptionalLong.empty(), false, Watch.News.NOT_COUNTED)));
        statements.with(connection, sql(), statement -> {
            bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    int i = rows.getInt(1);
                    found.set(i, read(rows, JdbcTable.of(questions.get(i).group())));
                }
            }
        });
        return found;
    }

    private static Found read(ResultSet rows, JdbcTable table) throws SQLException {
        long counted = rows.getLong(3);
        if (rows.getObject(2) == null) {
            return new Found(OptionalLong.empty(), false, counted);
        }
        try {
            return new Found(OptionalLong.of(table.codec().read(rows, 2)), true, counted);
        } catch (DateTimeException e) {
            return new Found(OptionalLong.empty(), true, counted);
        } catch (SQLException e) {
            Unreadable.reason(e);
            return new Found(OptionalLong.empty(), true, counted);
        }
    }

    boolean counts() {
        return questions.stream().anyMatch(Watch.Question::counts);
    }

    /** The same questions give the same text, whatever their times are. */
    private String sql() {
        StringBuilder sql = new StringBuilder();
        for (int i = 0; i < questions.size(); i++) {
            JdbcTable source = JdbcTable.of(questions.get(i).group());
            String table = source.table().name();
            String time = dialect.quoted(source.time().name());
            sql.append(i == 0 ? "SELECT " : " UNION ALL SELECT ").append(i);
            sql.append(", MAX(").append(time).append("), ");
            if (questions.get(i).counts()) {
                sql.append("(SELECT COUNT(*) FROM ").append(table);
                sql.append(" WHERE ").append(time).append(" >= ? AND ");
                sql.append(time).append(" <= ?)");
            } else {
                sql.append(Watch.News.NOT_COUNTED);
            }
            sql.append(" FROM ").append(table).append(" WHERE ").append(time).append(" <= ?");
        }
        return sql.toString();
    }

    private void bind(PreparedStatement statement) throws SQLException {
        int at = 1;
        for (Watch.Question question : questions) {
            TimeCodec codec = JdbcTable.of(question.group()).codec();
            Interval limits = JdbcTable.readable(question.group());
            Object end = codec.upper(limits.to() - 1);
            if (question.counts()) {
                statement.setObject(at++, codec.lower(Math.max(limits.from(), question.countFrom())));
                statement.setObject(at++, end);
            }
            statement.setObject(at++, end);
        }
    }
}
