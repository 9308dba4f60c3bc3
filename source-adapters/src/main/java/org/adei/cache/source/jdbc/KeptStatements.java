package org.adei.cache.source.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Long statements that are asked again and again, prepared once per connection: to read the text of a question about a
 * hundred tables takes a server longer than to answer it. They end with their connection. Used by one thread.
 */
final class KeptStatements {
    private final int most;
    private final Map<String, PreparedStatement> kept = new LinkedHashMap<>();
    private @Nullable Connection last;

    /**
     * Makes an empty store.
     *
     * @param most how many are kept; the one that was not used for longest goes first
     */
    KeptStatements(int most) {
        this.most = most;
    }

    /** What is done with a statement. */
    @FunctionalInterface
    interface Use {
        void of(PreparedStatement statement) throws SQLException;
    }

    /** Uses the statement of this text; one that fails is prepared anew the next time. */
    void with(Connection connection, String sql, Use use) throws SQLException {
        if (connection != last) {
            kept.clear(); // the one before is broken, and they with it
            last = connection;
        }
        PreparedStatement before = kept.remove(sql);
        PreparedStatement statement = before == null ? connection.prepareStatement(sql) : before;
        try {
            use.of(statement);
        } catch (SQLException | RuntimeException e) {
            close(statement, e);
            throw e;
        }
        kept.put(sql, statement);
        trim();
    }

    private static void close(PreparedStatement statement, Exception reason) {
        try {
            statement.close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private void trim() throws SQLException {
        Iterator<PreparedStatement> eldest = kept.values().iterator();
        while (kept.size() > most) {
            PreparedStatement statement = eldest.next();
            eldest.remove();
            statement.close();
        }
    }
}
