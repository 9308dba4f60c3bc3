package org.adei.cache.testkit.cluster;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.adei.cache.testkit.mariadb.LocalMariaDb;

/**
 * What a server holds, table by table: a checksum of the rows and the definition.
 *
 * @param tables checksum and definition by quoted name, of every table outside MariaDB's own schemas
 */
public record ServerContent(Map<String, String> tables) {
    private static final String TABLES = """
            SELECT table_schema, table_name FROM information_schema.tables
            WHERE table_type = 'BASE TABLE'
              AND table_schema NOT IN ('mysql', 'sys', 'information_schema', 'performance_schema')
            """;

    public ServerContent {
        tables = Map.copyOf(tables);
    }

    /** Reads all of a server. Every row is read: a second for some million rows. */
    public static ServerContent of(LocalMariaDb server) {
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement()) {
            Map<String, String> tables = new TreeMap<>();
            for (String table : tables(statement)) {
                tables.put(
                        table,
                        cell(statement, "CHECKSUM TABLE " + table) + " "
                                + cell(statement, "SHOW CREATE TABLE " + table).replaceAll(" AUTO_INCREMENT=\\d+", ""));
            }
            return new ServerContent(tables);
        } catch (SQLException e) {
            throw Sql.failed(server, e);
        }
    }

    /** Names of the tables that differ or that one of both lacks. */
    public List<String> differences(ServerContent other) {
        Map<String, String> all = new TreeMap<>(tables);
        all.putAll(other.tables);
        return all.keySet().stream()
                .filter(table -> !String.valueOf(tables.get(table)).equals(String.valueOf(other.tables.get(table))))
                .toList();
    }

    private static List<String> tables(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet names = statement.executeQuery(TABLES)) {
            while (names.next()) {
                tables.add(quoted(names.getString(1)) + "." + quoted(names.getString(2)));
            }
        }
        return tables;
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    private static String cell(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(2)) : "";
        }
    }
}
