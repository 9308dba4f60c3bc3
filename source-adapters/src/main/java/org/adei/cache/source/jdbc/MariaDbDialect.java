package org.adei.cache.source.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.jooq.SQLDialect;

/** MariaDB, and MySQL through MariaDB's driver. Rows come in binary form, a portion at a time. */
final class MariaDbDialect implements Dialect {
    private static final String MYSQL = "jdbc:mysql:";
    private static final String MARIADB = "jdbc:mariadb:";
    private static final Quoting QUOTING = new Quoting(SQLDialect.MARIADB);

    @Override
    public boolean reads(String url) {
        return url.startsWith(MARIADB) || url.startsWith(MYSQL);
    }

    @Override
    public String driver() {
        return "org.mariadb.jdbc.Driver";
    }

    @Override
    public String driverUrl(String url) {
        return url.startsWith(MYSQL) ? MARIADB + url.substring(MYSQL.length()) : url;
    }

    @Override
    public Properties properties(JdbcLimits limits) {
        Properties properties = new Properties();
        properties.setProperty("useServerPrepStmts", "true");
        properties.setProperty(
                "connectTimeout", Long.toString(limits.connectTimeout().toMillis()));
        properties.setProperty(
                "socketTimeout", Long.toString(limits.socketTimeout().toMillis()));
        return properties;
    }

    /** One round trip. A reader that waits for the cache must not lose its place after the server's minute. */
    @Override
    public void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION time_zone = '+00:00', SESSION net_write_timeout = 3600");
            statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED, READ ONLY");
        }
    }

    @Override
    public String schema(Connection connection) throws SQLException {
        String catalog = connection.getCatalog();
        if (catalog == null || catalog.isEmpty()) {
            throw new IllegalArgumentException(
                    "its url names no database: expected jdbc:mariadb://host:port/database, or a schema in each rule");
        }
        return catalog;
    }

    @Override
    public String database(Connection connection, String schema) {
        return schema;
    }

    /** Three statements: joined by the server, each column would open its table again. */
    @Override
    public List<Table> tables(Connection connection, String schema) throws SQLException {
        String sql = """
                SELECT table_name, column_name, column_type, data_type, is_nullable = 'YES'
                FROM information_schema.columns WHERE table_schema = ?
                ORDER BY table_name, ordinal_position
                """;
        Set<List<String>> indexed = indexed(connection, schema);
        Set<List<String>> views = views(connection, schema);
        TableCollector tables = new TableCollector(title -> QUOTING.path(schema, title));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    tables.add(
                            row.getString(1),
                            views.contains(List.of(row.getString(1))),
                            new Column(
                                    row.getString(2),
                                    row.getString(3),
                                    kind(row.getString(4)),
                                    row.getBoolean(5),
                                    indexed.contains(List.of(row.getString(1), row.getString(2)))));
                }
            }
        }
        return tables.tables();
    }

    private static Set<List<String>> indexed(Connection connection, String schema) throws SQLException {
        return names(connection, schema, """
                SELECT table_name, column_name FROM information_schema.statistics
                WHERE table_schema = ? AND seq_in_index = 1
                """);
    }

    private static Set<List<String>> views(Connection connection, String schema) throws SQLException {
        return names(connection, schema, """
                SELECT table_name FROM information_schema.tables
                WHERE table_schema = ? AND table_type LIKE '%VIEW'
                """);
    }

    private static Set<List<String>> names(Connection connection, String schema, String sql) throws SQLException {
        Set<List<String>> names = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                int columns = row.getMetaData().getColumnCount();
                while (row.next()) {
                    List<String> name = new ArrayList<>();
                    for (int column = 1; column <= columns; column++) {
                        name.add(row.getString(column));
                    }
                    names.add(List.copyOf(name));
                }
            }
        }
        return names;
    }

    private static ColumnKind kind(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "tinyint", "smallint", "mediumint", "int", "bigint" -> ColumnKind.INTEGER;
            case "float", "double" -> ColumnKind.FLOAT;
            case "decimal" -> ColumnKind.DECIMAL;
            case "bit" -> ColumnKind.BITS;
            case "datetime", "date" -> ColumnKind.LOCAL_TIME;
            case "timestamp" -> ColumnKind.INSTANT;
            default -> ColumnKind.OTHER;
        };
    }

    /** The session's zone is UTC, so a TIMESTAMP is shown in UTC. */
    @Override
    public TimeCodec time(Connection connection, Table table, Column column, TimeColumn time) {
        return column.kind() == ColumnKind.INSTANT && !time.type().isEpoch()
                ? new LocalTimes(new LocalClock(ZoneOffset.UTC))
                : TimeCodecs.of(column, time);
    }

    @Override
    public ChannelQuery channels(List<Column> columns) {
        return new ChannelQuery(
                columns.stream()
                        .map(column -> column.kind() == ColumnKind.BITS
                                ? "(" + quoted(column.name()) + " + 0)"
                                : quoted(column.name()))
                        .toList(),
                RowReader::plain);
    }

    @Override
    public void stream(PreparedStatement statement, int fetchRows) throws SQLException {
        statement.setFetchSize(fetchRows);
    }

    /** Closing a result in the middle would read all the rest. */
    @Override
    public boolean survivesAbandonedRows() {
        return false;
    }

    @Override
    public String quoted(String name) {
        return QUOTING.name(name);
    }
}
