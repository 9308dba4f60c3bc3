package org.adei.cache.source.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import org.adei.cache.failure.ConfigurationException;

/** Makes connections that only read. Thread-safe. */
final class Connector {
    private final Dialect dialect;
    private final String url;
    private final Properties properties;

    /**
     * Makes a connector.
     *
     * @throws ConfigurationException if the driver is not on the class path
     */
    Connector(Dialect dialect, JdbcSettings settings) {
        this.dialect = dialect;
        this.url = dialect.driverUrl(settings.url());
        this.properties = new Properties();
        String given = url.toLowerCase(Locale.ROOT);
        dialect.properties(settings.limits()).forEach((key, value) -> {
            if (!given.contains(key.toString().toLowerCase(Locale.ROOT) + "=")) {
                properties.put(key, value);
            }
        });
        if (!settings.user().isEmpty()) {
            properties.setProperty("user", settings.user());
        }
        if (!settings.password().isEmpty()) {
            properties.setProperty("password", settings.password().reveal());
        }
        try {
            Class.forName(dialect.driver());
        } catch (ClassNotFoundException e) {
            throw new ConfigurationException(
                    "the JDBC driver " + dialect.driver() + " is missing: put its JAR on the class path", e);
        }
    }

    Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(url, properties);
        try {
            dialect.prepare(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }
}
