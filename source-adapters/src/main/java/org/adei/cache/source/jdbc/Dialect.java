package org.adei.cache.source.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.adei.cache.settings.Secret;

/** What differs between the databases. Immutable. */
interface Dialect {
    /**
     * The dialect of a URL.
     *
     * @throws IllegalArgumentException if this module reads no such database
     */
    static Dialect of(String url) {
        List<Dialect> known = List.of(new MariaDbDialect(), new PostgresDialect(), new SqliteDialect());
        return known.stream()
                .filter(dialect -> dialect.reads(url))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("url \"" + Secret.maskUrl(url)
                        + "\" cannot be read: expected jdbc:mariadb:, jdbc:mysql:, jdbc:postgresql: or jdbc:sqlite:"));
    }

    boolean reads(String url);

    /** The class that the JDBC driver is known by. */
    String driver();

    /** The URL as the driver wants it. */
    String driverUrl(String url);

    /** Settings of the driver; the URL's own win. */
    Properties properties(JdbcLimits limits);

    /** Makes a new connection one that only reads. */
    void prepare(Connection connection) throws SQLException;

    /** Schema that is meant where a rule names none; never empty. */
    String schema(Connection connection) throws SQLException;

    /** What groups of a schema are filed under, the second part of their names. */
    String database(Connection connection, String schema) throws SQLException;

    /** All tables and views of a schema that the account may read, by name. */
    List<Table> tables(Connection connection, String schema) throws SQLException;

    /**
     * How the time column is read.
     *
     * @throws IllegalArgumentException if it holds no time of that type, saying what it holds
     */
    TimeCodec time(Connection connection, Table table, Column column, TimeColumn time) throws SQLException;

    /** The columns as SQL selects them and as they are read, none of them lossy. */
    ChannelQuery channels(List<Column> columns);

    /** Sets up a statement so that its rows come in portions. */
    void stream(PreparedStatement statement, int fetchRows) throws SQLException;

    /** Whether a connection can be used again at once when a cursor on it is closed before its end. */
    boolean survivesAbandonedRows();

    /** Quotes a name. */
    String quoted(String name);
}
