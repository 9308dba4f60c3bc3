package org.adei.cache.source.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The schemas that rules ask for, each listed once in a round of discovery. */
final class Schemas {
    private final Dialect dialect;
    private final Connection connection;
    private final Map<String, Schema> known = new HashMap<>();

    Schemas(Dialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
    }

    /**
     * One schema.
     *
     * @param database what its groups are filed under
     */
    record Schema(String name, String database, List<Table> tables) {}

    /**
     * The schema of that name, or the source's own if the name is empty.
     *
     * @throws IllegalArgumentException if there is none
     */
    Schema of(String wanted) throws SQLException {
        String name = wanted.isEmpty() ? dialect.schema(connection) : wanted;
        Schema schema = known.get(name);
        if (schema == null) {
            schema = new Schema(name, dialect.database(connection, name), dialect.tables(connection, name));
            known.put(name, schema);
        }
        return schema;
    }
}
