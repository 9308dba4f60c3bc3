package org.adei.cache.source.jdbc;

import java.sql.SQLDataException;
import java.sql.SQLException;

/** Tells a value that cannot be read from a connection that cannot be used. */
final class Unreadable {
    private static final String DATA_EXCEPTION = "22";

    private Unreadable() {}

    /**
     * What is wrong with one value.
     *
     * @throws SQLException the problem itself, if it is one of the connection or the statement
     */
    static String reason(SQLException problem) throws SQLException {
        String state = problem.getSQLState();
        if (problem instanceof SQLDataException || (state != null && state.startsWith(DATA_EXCEPTION))) {
            return String.valueOf(problem.getMessage());
        }
        throw problem;
    }
}
