package org.adei.cache.worker.demo;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adei.cache.testkit.mariadb.Durability;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.MariaDbOptions;

/** The server of the demo, with a schema and an account each for the source and the cache. */
final class DemoServer {
    static final String SOURCE_SCHEMA = "slowcontrol";
    static final String CACHE_SCHEMA = "adei_demo";
    static final String READER = "reader";
    static final String CACHER = "adei";

    private static final int BUFFER_POOL_MB = 256;

    private DemoServer() {}

    /** Starts a server that syncs every commit; its data lie in the folder if they are kept, else in memory. */
    static LocalMariaDb start(DemoFolder folder, boolean keep) {
        MariaDbOptions options =
                new MariaDbOptions(Optional.empty(), Durability.DURABLE, BUFFER_POOL_MB, false, List.of());
        return LocalMariaDb.start(keep ? options.in(folder.file("mariadb")) : options);
    }

    /** The source is read by an account that can do nothing else; the cache belongs to one that sees only it. */
    static void prepare(LocalMariaDb server) throws SQLException {
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + SOURCE_SCHEMA + " CHARACTER SET utf8mb4");
            statement.execute("CREATE DATABASE " + CACHE_SCHEMA + " CHARACTER SET utf8mb4");
            account(statement, READER, server.password(), "SELECT", SOURCE_SCHEMA);
            account(statement, CACHER, server.password(), "ALL", CACHE_SCHEMA);
        }
    }

    /** Brings the server's estimates of table sizes up to date. */
    static void measure(LocalMariaDb server) throws SQLException {
        try (Connection connection = server.connect(CACHE_SCHEMA);
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet names = statement.executeQuery("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'")) {
                while (names.next()) {
                    tables.add("`" + names.getString(1).replace("`", "``") + "`");
                }
            }
            statement.execute("ANALYZE TABLE " + String.join(", ", tables));
        }
    }

    private static void account(Statement statement, String name, String password, String right, String schema)
            throws SQLException {
        statement.execute("CREATE USER '" + name + "'@'127.0.0.1' IDENTIFIED BY '" + password + "'");
        statement.execute("GRANT " + right + " ON " + schema + ".* TO '" + name + "'@'127.0.0.1'");
    }
}
