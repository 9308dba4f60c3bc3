package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.adei.cache.doctor.ServerSettings;

/** Reads the settings of the server in one round trip. Stateless. */
final class ServerVariables {
    private ServerVariables() {}

    static ServerSettings read(Connection connection) throws SQLException {
        Map<String, String> variables = new HashMap<>();
        Sql.list(
                        connection,
                        "SHOW GLOBAL VARIABLES",
                        row -> Map.entry(row.getString(1).toLowerCase(Locale.ROOT), String.valueOf(row.getString(2))))
                .forEach(variable -> variables.put(variable.getKey(), variable.getValue()));
        return new ServerSettings(variables);
    }
}
