package org.adei.cache.source.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import org.jooq.SQLDialect;

/** PostgreSQL. Rows come through a cursor of the server, inside a transaction. */
final class PostgresDialect implements Dialect {
    private static final String PREFIX = "jdbc:postgresql:";
    private static final String DEFAULT_SCHEMA = "public";
    private static final Quoting QUOTING = new Quoting(SQLDialect.POSTGRES);

    @Override
    public boolean reads(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public String driver() {
        return "org.postgresql.Driver";
    }

    @Override
    public String driverUrl(String url) {
        return url;
    }

    @Override
    public Properties properties(JdbcLimits limits) {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", seconds(limits.connectTimeout().toMillis()));
        properties.setProperty("loginTimeout", seconds(limits.connectTimeout().toMillis()));
        properties.setProperty("socketTimeout", seconds(limits.socketTimeout().toMillis()));
        properties.setProperty("ApplicationName", "adei-cache");
        return properties;
    }

    private static String seconds(long millis) {
        return Long.toString((millis + 999) / 1000);
    }

    @Override
    public void prepare(Connection connection) throws SQLException {
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET idle_in_transaction_session_timeout = 0");
        }
        connection.commit();
    }

    @Override
    public String schema(Connection connection) throws SQLException {
        String schema = connection.getSchema();
        return schema == null ? DEFAULT_SCHEMA : schema;
    }

    @Override
    public String database(Connection connection, String schema) throws SQLException {
        String database = connection.getCatalog();
        return schema.equals(DEFAULT_SCHEMA) ? database : database + "." + schema;
    }

    @Override
    public List<Table> tables(Connection connection, String schema) throws SQLException {
        String sql = """
                SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                       format_type(CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END, NULL),
                       NOT a.attnotnull,
                       EXISTS (SELECT 1 FROM pg_index i
                               WHERE i.indrelid = c.oid AND i.indkey[0] = a.attnum AND i.indisvalid
                                     AND i.indpred IS NULL),
                       c.relkind IN ('v', 'f')
                FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                JOIN pg_type t ON t.oid = a.atttypid
                WHERE n.nspname = ? AND c.relkind IN ('r', 'v', 'm', 'f', 'p')
                      AND has_column_privilege(c.oid, a.attnum, 'SELECT')
                ORDER BY c.relname, a.attnum
                """;
        TableCollector tables = new TableCollector(title -> QUOTING.path(schema, title));
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    tables.add(
                            row.getString(1),
                            row.getBoolean(7),
                            new Column(
                                    row.getString(2),
                                    row.getString(3),
                                    kind(row.getString(4)),
                                    row.getBoolean(5),
                                    row.getBoolean(6)));
                }
            }
        }
        return tables.tables();
    }

    private static ColumnKind kind(String type) {
        return switch (type) {
            case "smallint", "integer", "bigint" -> ColumnKind.INTEGER;
            case "real", "double precision" -> ColumnKind.FLOAT;
            case "numeric" -> ColumnKind.DECIMAL;
            case "boolean" -> ColumnKind.BOOLEAN;
            case "timestamp without time zone" -> ColumnKind.LOCAL_TIME;
            case "timestamp with time zone" -> ColumnKind.INSTANT;
            default -> ColumnKind.OTHER;
        };
    }

    @Override
    public TimeCodec time(Connection connection, Table table, Column column, TimeColumn time) {
        return TimeCodecs.of(column, time);
    }

    /** A {@code real} as text would be another double than the same as binary; a numeric may be too large for one. */
    @Override
    public ChannelQuery channels(List<Column> columns) {
        boolean[] text = new boolean[columns.size()];
        boolean any = false;
        for (int c = 0; c < text.length; c++) {
            text[c] = columns.get(c).kind() == ColumnKind.DECIMAL;
            any |= text[c];
        }
        return new ChannelQuery(
                columns.stream().map(this::expression).toList(),
                any ? RowReader.mixed(columns, text) : RowReader::plain);
    }

    private String expression(Column column) {
        return quoted(column.name())
                + switch (column.kind()) {
                    case DECIMAL -> "::text";
                    case BOOLEAN -> "::int::float8";
                    default -> "::float8";
                };
    }

    @Override
    public void stream(PreparedStatement statement, int fetchRows) throws SQLException {
        statement.setFetchSize(fetchRows);
    }

    @Override
    public boolean survivesAbandonedRows() {
        return true;
    }

    @Override
    public String quoted(String name) {
        return QUOTING.name(name);
    }
}
