package org.adei.cache.source.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jooq.SQLDialect;
import org.jspecify.annotations.Nullable;

/**
 * A file of SQLite, opened for reading only. Where the file has no write-ahead log, whoever writes to it waits while a
 * cursor is open.
 */
final class SqliteDialect implements Dialect {
    private static final String PREFIX = "jdbc:sqlite:";
    private static final String SCHEMA = "main";
    private static final String OPEN_READ_ONLY = "1";
    private static final Quoting QUOTING = new Quoting(SQLDialect.SQLITE);

    @Override
    public boolean reads(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public String driver() {
        return "org.sqlite.JDBC";
    }

    @Override
    public String driverUrl(String url) {
        return url;
    }

    @Override
    public Properties properties(JdbcLimits limits) {
        Properties properties = new Properties();
        properties.setProperty("open_mode", OPEN_READ_ONLY);
        properties.setProperty(
                "busy_timeout", Long.toString(limits.connectTimeout().toMillis()));
        return properties;
    }

    @Override
    public void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = ON");
        }
    }

    @Override
    public String schema(Connection connection) {
        return SCHEMA;
    }

    /** The file's name without its ending. */
    @Override
    public String database(Connection connection, String schema) throws SQLException {
        if (!schema.equals(SCHEMA)) {
            throw new IllegalArgumentException(
                    "a file of SQLite has no schema \"" + schema + "\": leave schema out of the rule");
        }
        String path =
                connection.getMetaData().getURL().substring(PREFIX.length()).replaceFirst("\\?.*$", "");
        Path file = Path.of(path.replaceFirst("^file:", "")).getFileName();
        return file == null ? SCHEMA : file.toString().replaceFirst("(?<=.)\\.[^.]*$", "");
    }

    @Override
    public List<Table> tables(Connection connection, String schema) throws SQLException {
        String sql = """
                SELECT m.name, c.name, c.type, c."notnull" = 0,
                       EXISTS (SELECT 1 FROM pragma_index_list(m.name) l, pragma_index_info(l.name) i
                               WHERE i.seqno = 0 AND i.name = c.name AND l.partial = 0)
                       OR (c.pk = 1 AND upper(c.type) = 'INTEGER'),
                       m.type = 'view'
                FROM sqlite_master m JOIN pragma_table_info(m.name) c
                WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
                ORDER BY m.name, c.cid
                """;
        TableCollector tables = new TableCollector(QUOTING::path);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                String type = row.getString(3);
                tables.add(
                        row.getString(1),
                        row.getBoolean(6),
                        new Column(
                                row.getString(2),
                                type.isEmpty() ? "no type" : type.toLowerCase(Locale.ROOT),
                                kind(type.toUpperCase(Locale.ROOT)),
                                row.getBoolean(4),
                                row.getBoolean(5)));
            }
        }
        return tables.tables();
    }

    /** SQLite's own rules of affinity, with dates told apart from numbers by their usual names. */
    private static ColumnKind kind(String type) {
        if (type.contains("INT")) {
            return ColumnKind.INTEGER;
        }
        if (type.contains("CHAR") || type.contains("CLOB") || type.contains("TEXT")) {
            return ColumnKind.TEXT;
        }
        if (type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB")) {
            return ColumnKind.FLOAT;
        }
        if (type.startsWith("DATE") || type.startsWith("TIME")) {
            return ColumnKind.LOCAL_TIME;
        }
        if (type.startsWith("BOOL")) {
            return ColumnKind.BOOLEAN;
        }
        return type.startsWith("NUM") || type.startsWith("DEC") ? ColumnKind.DECIMAL : ColumnKind.OTHER;
    }

    /** A declared type binds nothing here: the rows tell what the column holds. */
    @Override
    public TimeCodec time(Connection connection, Table table, Column column, TimeColumn time) throws SQLException {
        Object written = time.type().isEpoch() ? null : first(connection, table, column, "GLOB '????-??-??[ T]*'");
        Object first = written == null ? first(connection, table, column, "IS NOT NULL") : written;
        boolean text =
                first instanceof String || (first == null && !column.kind().isNumeric());
        if (time.type().isEpoch()) {
            if (text && (first != null || column.kind() == ColumnKind.TEXT)) {
                throw TimeCodecs.unfit(column, time.type());
            }
            return new SqliteNumbers(time.type());
        }
        if (!text) {
            throw TimeCodecs.unfit(column, time.type());
        }
        return SqliteTexts.like(
                new LocalClock(time.zone()),
                first == null ? "" : first.toString().strip());
    }

    /** Numbers come before text, so a stray text does not decide. */
    private static @Nullable Object first(Connection connection, Table table, Column column, String condition)
            throws SQLException {
        String name = QUOTING.name(column.name());
        String sql = """
                SELECT %s FROM %s WHERE %s %s ORDER BY %s LIMIT 1
                """.formatted(name, table.name(), name, condition, name);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getObject(1) : null;
        }
    }

    /** Behind the channels one more column tells whether any value of the row is text or binary. */
    @Override
    public ChannelQuery channels(List<Column> columns) {
        List<String> expressions = new ArrayList<>(
                columns.stream().map(column -> quoted(column.name())).toList());
        if (!columns.isEmpty()) {
            expressions.add(anyText(expressions, 0, columns.size()));
        }
        return new ChannelQuery(expressions, new SqliteRows(columns)::read);
    }

    /** Text and binary values sort behind all numbers. A balanced tree, since SQLite limits the depth to 1,000. */
    private static String anyText(List<String> names, int from, int to) {
        if (to - from == 1) {
            return names.get(from) + " >= ''";
        }
        int middle = (from + to) / 2;
        return "(" + anyText(names, from, middle) + " OR " + anyText(names, middle, to) + ")";
    }

    @Override
    public void stream(PreparedStatement statement, int fetchRows) {
        // rows are made one by one as they are asked for
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
