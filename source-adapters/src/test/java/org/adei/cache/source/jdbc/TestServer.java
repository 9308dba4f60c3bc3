package org.adei.cache.source.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.adei.cache.model.Interval;
import org.adei.cache.settings.Secret;
import org.adei.cache.source.Source;
import org.adei.cache.source.rule.ChannelRule;

/** A database that a test fills and reads. */
interface TestServer extends AutoCloseable {
    String url();

    String user();

    String password();

    /** A connection that may write. */
    Connection connect() throws SQLException;

    @Override
    void close();

    default void execute(String... statements) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the test's own database refuses: " + e.getMessage(), e);
        }
    }

    default JdbcSettings settings(JdbcGroup... rules) {
        return new JdbcSettings(url(), user(), Secret.of(password()), JdbcLimits.DEFAULT, List.of(rules));
    }

    default Source source(JdbcGroup... rules) {
        return settings(rules).open("kdb");
    }

    /** A rule for tables {@code log_*} with a time column {@code ts}. */
    static JdbcGroup rule(TimeType type) {
        return JdbcGroup.of("log_(.+)", null, null, TimeColumn.of("ts", type, null), null, null, null, null);
    }

    static JdbcGroup rule(TimeType type, String zone) {
        return JdbcGroup.of("log_(.+)", null, null, TimeColumn.of("ts", type, zone), null, null, null, null);
    }

    static JdbcGroup rule(String tables, ChannelRule channels) {
        return new JdbcGroup(
                TableRule.of(tables, "", ""), TimeColumn.of("ts", TimeType.EPOCH_MICROS, null), channels, Interval.ALL);
    }
}
