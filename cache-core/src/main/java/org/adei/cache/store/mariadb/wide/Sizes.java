package org.adei.cache.store.mariadb.wide;

import java.sql.Connection;
import java.sql.SQLException;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.mariadb.Sql;

/** How much lies in the tables of a level. Stateless. */
final class Sizes {
    /** Counting more takes seconds; the server's estimate has to do. */
    private static final long COUNTED = 2_000_000;

    private static final String ESTIMATE = """
            FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = ?
            """;

    private Sizes() {}

    static CacheReader.LevelSize of(Connection connection, WideTable table) throws SQLException {
        long bytes = 0;
        for (int part = 0; part < table.parts(); part++) {
            bytes += Sql.number(connection, "SELECT data_length + index_length " + ESTIMATE, table.part(part));
        }
        long estimate = Sql.number(connection, "SELECT table_rows " + ESTIMATE, table.part(0));
        long entries = estimate > COUNTED
                ? estimate
                : Sql.number(connection, "SELECT COUNT(*) FROM " + TableName.quoted(table.part(0)));
        return new CacheReader.LevelSize(entries, bytes);
    }
}
