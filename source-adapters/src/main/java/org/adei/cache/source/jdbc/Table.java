package org.adei.cache.source.jdbc;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table or view of a source.
 *
 * @param name how SQL names it: quoted, with its schema
 * @param title its plain name
 * @param view whether it is a view, of which nothing is known about indexes
 * @param columns in the order of the table
 */
record Table(String name, String title, boolean view, List<Column> columns) {
    private static final int MOST_NAMED = 20;

    Table {
        columns = List.copyOf(columns);
    }

    Optional<Column> column(String wanted) {
        return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }

    /** The columns with their types, for a message. */
    String listing() {
        return columns.stream().limit(MOST_NAMED).map(Column::toString).collect(Collectors.joining(", "))
                + (columns.size() > MOST_NAMED ? " and " + (columns.size() - MOST_NAMED) + " more" : "");
    }
}
