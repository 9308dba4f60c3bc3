package org.adei.cache.source.jdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Makes tables out of columns that come one by one, all of a table in a row. */
final class TableCollector {
    private final UnaryOperator<String> naming;
    private final Map<String, List<Column>> columns = new LinkedHashMap<>();
    private final Map<String, Boolean> views = new LinkedHashMap<>();

    /**
     * Makes a collector.
     *
     * @param naming gives the name in SQL of a table by its plain name
     */
    TableCollector(UnaryOperator<String> naming) {
        this.naming = naming;
    }

    void add(String table, boolean view, Column column) {
        views.put(table, view);
        columns.computeIfAbsent(table, name -> new ArrayList<>()).add(column);
    }

    List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        columns.forEach((title, of) ->
                tables.add(new Table(naming.apply(title), title, Boolean.TRUE.equals(views.get(title)), of)));
        return tables;
    }
}
