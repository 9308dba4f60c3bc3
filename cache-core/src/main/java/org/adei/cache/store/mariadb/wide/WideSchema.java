package org.adei.cache.store.mariadb.wide;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.adei.cache.failure.SkipException;
import org.adei.cache.store.mariadb.Sql;

/** Looks up and changes the tables of the wide layout. Stateless. */
final class WideSchema {
    /** Giving a large table another form takes as long as copying it. */
    private static final int CHANGE_MILLIS = 3_600_000;

    private static final String COLUMNS = """
            SELECT table_name, ordinal_position, column_name FROM information_schema.columns
            WHERE table_schema = DATABASE() AND table_name = ?
            """;

    private WideSchema() {}

    /** Columns in their order of those of the tables that are there, by name. One round trip. */
    static Map<String, List<String>> columns(Connection connection, Set<String> tables) throws SQLException {
        String sql = String.join(" UNION ALL ", Collections.nCopies(tables.size(), COLUMNS)) + " ORDER BY 1, 2";
        record Column(String table, String name) {}
        return Sql.list(connection, sql, row -> new Column(row.getString(1), row.getString(3)), tables.toArray())
                .stream()
                .collect(Collectors.groupingBy(
                        Column::table, Collectors.mapping(Column::name, Collectors.toUnmodifiableList())));
    }

    static boolean hasFractions(Connection connection, String table) throws SQLException {
        return columns(connection, Set.of(table)).getOrDefault(table, List.of()).contains("ns");
    }

    /** Brings the tables of all levels to what they have to be; one round trip if they are. */
    static void prepare(Connection connection, List<WideTable> levels, boolean filled) throws SQLException {
        Set<String> names = new LinkedHashSet<>();
        for (WideTable table : levels) {
            names.add(table.name());
            for (int part = 0; part < table.parts(); part++) {
                names.add(table.part(part));
            }
        }
        Map<String, List<String>> present = columns(connection, names);
        if (filled) {
            levels.forEach(table -> requirePresent(table, present));
        }
        List<String> statements = new ArrayList<>();
        levels.forEach(table -> statements.addAll(WideChange.plan(table, present)));
        for (String statement : statements) {
            change(connection, statement);
        }
    }

    private static void requirePresent(WideTable table, Map<String, List<String>> present) {
        if (!present.containsKey(table.part(0)) && !present.containsKey(table.name())) {
            throw new SkipException("table " + TableName.quoted(table.part(0)) + " is gone, though rows of group "
                    + table.group().id() + " are cached in it: expected it as it was made; forget the whole group with"
                    + " `recache`, so that all its tables are made anew");
        }
    }

    static void change(Connection connection, String statement) throws SQLException {
        int millis = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, CHANGE_MILLIS);
        Sql.execute(connection, statement);
        connection.setNetworkTimeout(Runnable::run, millis);
    }
}
