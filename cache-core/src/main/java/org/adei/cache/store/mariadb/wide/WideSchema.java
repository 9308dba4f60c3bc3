package org.adei.cache.store.mariadb.wide;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Level;
import org.adei.cache.store.CachedGroup;

/** Makes and changes the tables of the wide layout. Every step is idempotent, so a crash between two does no harm. */
final class WideSchema {
    private static final String WINDOW_HEAD =
            "time DATETIME NOT NULL, n BIGINT NOT NULL, missing INT NOT NULL, counts BLOB NULL";
    private static final String RAW_HEAD = "id BIGINT NOT NULL, time DATETIME NOT NULL, special BLOB NULL";
    private static final String RAW_PART_HEAD =
            "time DATETIME NOT NULL, ns INT NOT NULL DEFAULT 0, subcache INT NOT NULL DEFAULT 0";

    private WideSchema() {}

    static void prepare(Connection connection, CachedGroup group) throws SQLException {
        if (TableName.needsHash(group.id())) {
            rememberHash(connection, group.id());
        }
        prepare(connection, new WideTable(group, 0));
        for (Level level : group.ladder().levels()) {
            prepare(connection, new WideTable(group, level.seconds()));
        }
    }

    private static void rememberHash(Connection connection, GroupId id) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT IGNORE INTO md5 (hash, postfix) VALUES (?, ?)")) {
            insert.setString(1, TableName.hash(id));
            insert.setString(2, TableName.postfix(id));
            insert.executeUpdate();
        }
    }

    private static void prepare(Connection connection, WideTable table) throws SQLException {
        if (table.parts() > 1 && isBaseTable(connection, table.name())) {
            if (table.level() == 0) {
                withFractions(connection, table.name());
            }
            execute(
                    connection,
                    "RENAME TABLE " + TableName.quoted(table.name()) + " TO " + TableName.quoted(table.part(0)));
        }
        for (int part = 0; part < table.parts(); part++) {
            Set<String> present = columns(connection, table.part(part));
            if (present.isEmpty()) {
                create(connection, table, part);
            } else {
                addColumns(connection, table, part, present);
            }
        }
        if (table.parts() > 1) {
            view(connection, table);
        }
    }

    private static void create(Connection connection, WideTable table, int part) throws SQLException {
        List<String> definitions = new ArrayList<>();
        if (table.level() != 0) {
            definitions.add(part == 0 ? WINDOW_HEAD : "time DATETIME NOT NULL");
        } else if (table.parts() == 1) {
            definitions.add(RAW_HEAD);
        } else {
            definitions.add(part == 0 ? "id BIGINT NOT NULL, " + RAW_PART_HEAD + ", special BLOB NULL" : RAW_PART_HEAD);
        }
        table.partColumns(part).forEach(column -> definitions.add(column + " DOUBLE NULL"));
        boolean fractions = table.level() == 0 && table.parts() > 1;
        definitions.add("PRIMARY KEY (time" + (fractions ? ", ns, subcache)" : ")"));
        if (table.level() == 0 && part == 0) {
            definitions.add(fractions ? "KEY id (id)" : "UNIQUE KEY id (id)");
        }
        execute(
                connection,
                "CREATE TABLE IF NOT EXISTS " + TableName.quoted(table.part(part)) + " ("
                        + String.join(", ", definitions) + ") ENGINE = InnoDB ROW_FORMAT = DYNAMIC");
    }

    private static void addColumns(Connection connection, WideTable table, int part, Set<String> present)
            throws SQLException {
        String missing = table.partColumns(part).stream()
                .filter(column -> !present.contains(column))
                .map(column -> "ADD COLUMN IF NOT EXISTS " + column + " DOUBLE NULL")
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            execute(connection, "ALTER TABLE " + TableName.quoted(table.part(part)) + " " + missing);
        }
    }

    private static void view(Connection connection, WideTable table) throws SQLException {
        int[] all = java.util.stream.IntStream.range(0, table.group().channels().size())
                .toArray();
        String head = table.level() == 0
                ? "p0.id, p0.time, p0.ns, p0.subcache, p0.special"
                : "p0.time, p0.n, p0.missing, p0.counts";
        List<String> key = table.level() == 0 ? List.of("time", "ns", "subcache") : List.of("time");
        execute(
                connection,
                "CREATE OR REPLACE SQL SECURITY INVOKER VIEW " + TableName.quoted(table.name()) + " AS SELECT " + head
                        + table.selected(all) + " FROM " + table.from(all, key));
    }

    /** Gives a raw table the form for fractions of a second and rows that share a timestamp. */
    static void withFractions(Connection connection, String name) throws SQLException {
        if (!columns(connection, name).contains("ns")) {
            execute(connection, "ALTER TABLE " + TableName.quoted(name) + """
                     ADD COLUMN ns INT NOT NULL DEFAULT 0 AFTER time,
                     ADD COLUMN subcache INT NOT NULL DEFAULT 0 AFTER ns,
                     DROP PRIMARY KEY, ADD PRIMARY KEY (time, ns, subcache),
                     DROP KEY id, ADD KEY id (id)
                    """);
        }
    }

    /** Columns of a table in their order; empty if there is no such table. */
    static Set<String> columns(Connection connection, String table) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT column_name FROM information_schema.columns
                WHERE table_schema = DATABASE() AND table_name = ? ORDER BY ordinal_position
                """)) {
            select.setString(1, table);
            Set<String> columns = new LinkedHashSet<>();
            try (ResultSet result = select.executeQuery()) {
                while (result.next()) {
                    columns.add(result.getString(1));
                }
            }
            return columns;
        }
    }

    private static boolean isBaseTable(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT 1 FROM information_schema.tables
                WHERE table_schema = DATABASE() AND table_name = ? AND table_type = 'BASE TABLE'
                """)) {
            select.setString(1, name);
            try (ResultSet result = select.executeQuery()) {
                return result.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
