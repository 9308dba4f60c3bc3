package org.adei.cache.store.mariadb.wide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.adei.cache.failure.SkipException;

/**
 * The statements that bring the tables of one level to what a group needs. Pure; each statement may be repeated, so a
 * crash between two does no harm.
 */
final class WideChange {
    private static final Map<String, String> TYPES = Map.of(
            "id", "BIGINT NOT NULL",
            "time", "DATETIME NOT NULL",
            "ns", "INT NOT NULL DEFAULT 0",
            "subcache", "INT NOT NULL DEFAULT 0",
            "special", "BLOB NULL",
            "n", "BIGINT NOT NULL",
            "missing", "INT NOT NULL",
            "counts", "BLOB NULL");

    private final WideTable table;
    private final Map<String, List<String>> present;
    private final List<String> statements = new ArrayList<>();

    private WideChange(WideTable table, Map<String, List<String>> present) {
        this.table = table;
        this.present = present;
    }

    /**
     * Plans the change.
     *
     * @param present columns of those of the tables and views that are there, by name
     * @throws SkipException if a table is not one of ours
     */
    static List<String> plan(WideTable table, Map<String, List<String>> present) {
        WideChange change = new WideChange(table, present);
        boolean grew = table.isView() && present.containsKey(table.name()) && !present.containsKey(table.part(0));
        for (int part = 0; part < table.parts(); part++) {
            List<String> columns = present.get(grew && part == 0 ? table.name() : table.part(part));
            if (columns == null) {
                change.create(part);
            } else {
                change.requireOurs(part, columns);
                change.extend(grew && part == 0 ? table.name() : table.part(part), part, columns);
            }
        }
        if (grew) {
            change.statements.add(
                    "RENAME TABLE " + TableName.quoted(table.name()) + " TO " + TableName.quoted(table.part(0)));
        }
        if (table.isView()) {
            change.view(grew);
        }
        return change.statements;
    }

    private void create(int part) {
        boolean fractions = table.isView();
        List<String> definitions = new ArrayList<>();
        table.head(part, fractions).forEach(column -> definitions.add(column + " " + TYPES.get(column)));
        table.columns(table.positions(part)).forEach(column -> definitions.add(column + " DOUBLE NULL"));
        definitions.add("PRIMARY KEY (" + String.join(", ", table.key(fractions)) + ")");
        if (table.isRaw() && part == 0) {
            definitions.add(fractions ? "KEY id (id)" : "UNIQUE KEY id (id)");
        }
        statements.add("CREATE TABLE IF NOT EXISTS " + TableName.quoted(table.part(part)) + " ("
                + String.join(", ", definitions) + ") ENGINE = InnoDB ROW_FORMAT = DYNAMIC");
    }

    private void requireOurs(int part, List<String> columns) {
        boolean ours = starts(columns, table.head(part, false)) || starts(columns, table.head(part, true));
        if (!ours) {
            throw new SkipException(
                    "table " + TableName.quoted(table.part(part)) + " is there, but not of this program's"
                            + " making: expected it to begin with the columns " + table.head(part, table.isView())
                            + ", it begins with " + columns.subList(0, Math.min(5, columns.size()))
                            + "; give the cache of group " + table.group().id() + " a schema of its own");
        }
    }

    private static boolean starts(List<String> columns, List<String> head) {
        return columns.size() >= head.size() && columns.subList(0, head.size()).equals(head);
    }

    private void extend(String name, int part, List<String> columns) {
        if (table.isRaw() && table.isView() && !columns.contains("ns")) {
            statements.add(withFractions(name));
        }
        String missing = table.columns(table.positions(part)).stream()
                .filter(column -> !columns.contains(column))
                .map(column -> "ADD COLUMN IF NOT EXISTS " + column + " DOUBLE NULL")
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            statements.add("ALTER TABLE " + TableName.quoted(name) + " " + missing);
        }
    }

    /** A view of a process that knows more channels stays. */
    private void view(boolean grew) {
        List<String> wanted = new ArrayList<>(table.head(0, true));
        wanted.addAll(table.columns(table.positions()));
        List<String> now = grew ? List.of() : present.getOrDefault(table.name(), List.of());
        if (!starts(now, wanted)) {
            String head =
                    table.head(0, true).stream().map(column -> "p0." + column).collect(Collectors.joining(", "));
            statements.add("CREATE OR REPLACE SQL SECURITY INVOKER VIEW " + TableName.quoted(table.name())
                    + " AS SELECT " + head + table.selected(table.positions()) + " FROM "
                    + table.from(table.positions(), table.key(true)));
        }
    }

    /** Gives a raw table the form for fractions of a second and rows that share a timestamp. */
    static String withFractions(String name) {
        return "ALTER TABLE " + TableName.quoted(name) + """
                 ADD COLUMN IF NOT EXISTS ns INT NOT NULL DEFAULT 0 AFTER time,
                 ADD COLUMN IF NOT EXISTS subcache INT NOT NULL DEFAULT 0 AFTER ns,
                 DROP PRIMARY KEY, ADD PRIMARY KEY (time, ns, subcache),
                 DROP KEY id, ADD KEY id (id)
                """;
    }
}
