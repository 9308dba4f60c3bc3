package org.adei.cache.benchmarks.failover;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Idle connections, as many as a server takes. Used by one thread. */
final class Crowd implements AutoCloseable {
    private static final int TOO_MANY = 1040;
    private static final int ROOM = 15;
    private static final int LEAST_LIMIT = 10;

    private final Connection root;
    private final int limit;
    private final List<Connection> guests = new ArrayList<>();

    private Crowd(Connection root, int limit) {
        this.root = root;
        this.limit = limit;
    }

    /** Takes all that is free; the limit comes down first, so that it is not hundreds. */
    static Crowd gather(Site site, int id) throws SQLException {
        Connection root = site.root(id);
        Crowd crowd = new Crowd(root, number(root, "SELECT @@GLOBAL.max_connections"));
        try {
            int present = number(root, """
                    SELECT variable_value FROM information_schema.global_status
                    WHERE variable_name = 'THREADS_CONNECTED'
                    """);
            crowd.limit(Math.max(LEAST_LIMIT, present + ROOM));
            crowd.fill(site.servers.server(id).jdbcUrl(Site.SCHEMA));
            return crowd;
        } catch (SQLException | RuntimeException e) {
            crowd.close();
            throw e;
        }
    }

    private void fill(String url) throws SQLException {
        for (int guest = 0; guest <= limit; guest++) {
            try {
                guests.add(DriverManager.getConnection(url, Site.CACHER, Site.PASSWORD));
            } catch (SQLException e) {
                if (e.getErrorCode() == TOO_MANY) {
                    return;
                }
                throw e;
            }
        }
        throw new IllegalStateException("the server took " + guests.size() + " connections and takes more still");
    }

    private void limit(int connections) throws SQLException {
        try (Statement statement = root.createStatement()) {
            statement.execute("SET GLOBAL max_connections = " + connections);
        }
    }

    private static int number(Connection root, String query) throws SQLException {
        try (Statement statement = root.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** All leave, and the limit is what it was. */
    @Override
    public void close() throws SQLException {
        for (Connection guest : guests) {
            guest.close();
        }
        limit(limit);
        root.close();
    }
}
