package org.adei.cache.testkit.cluster;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.adei.cache.testkit.mariadb.LocalMariaDb;

/** Statements of root on one server, each on a connection of its own. */
final class Sql {
    private Sql() {}

    static void run(LocalMariaDb server, String... statements) {
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw failed(server, e);
        }
    }

    /** First column of the first row; empty if there is none or it is NULL. */
    static String value(LocalMariaDb server, String query) {
        try (Connection connection = server.connect("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            String value = rows.next() ? rows.getString(1) : null;
            return value == null ? "" : value;
        } catch (SQLException e) {
            throw failed(server, e);
        }
    }

    static LocalClusterException failed(LocalMariaDb server, SQLException cause) {
        return new LocalClusterException(
                "the server at port " + server.port() + " refuses: " + cause.getMessage(), cause);
    }
}
