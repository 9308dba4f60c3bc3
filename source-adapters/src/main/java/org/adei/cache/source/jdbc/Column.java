package org.adei.cache.source.jdbc;

/**
 * One column of a source's table.
 *
 * @param type the type as the database names it
 * @param nullable whether it may hold NULL
 * @param indexed whether an index begins with it
 */
record Column(String name, String type, ColumnKind kind, boolean nullable, boolean indexed) {
    @Override
    public String toString() {
        return name + " (" + type + ")";
    }
}
