package org.adei.cache.source.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.adei.cache.failure.CacheException;

/** Whether a server keeps a log of rows that can be followed. One round trip. Thread-safe. */
final class LogCheck {
    private static final String VARIABLES = """
            SHOW GLOBAL VARIABLES WHERE variable_name IN
            ('log_bin', 'binlog_format', 'log_slave_updates', 'gtid_slave_pos')
            """;

    private final Access access;

    LogCheck(Access access) {
        this.access = access;
    }

    /** Why it cannot be followed and what to do about it; empty if nothing is known to speak against it. */
    String hindrance() {
        try {
            return hindrance(access.ask("cannot read its settings", lease -> {
                Map<String, String> values = new HashMap<>();
                try (Statement statement = lease.connection().createStatement();
                        ResultSet rows = statement.executeQuery(VARIABLES)) {
                    while (rows.next()) {
                        values.put(rows.getString(1).toLowerCase(Locale.ROOT), text(rows));
                    }
                }
                return values;
            }));
        } catch (CacheException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String text(ResultSet rows) throws SQLException {
        String value = rows.getString(2);
        return value == null ? "" : value.toUpperCase(Locale.ROOT);
    }

    /** The same, of the server's settings by name. */
    static String hindrance(Map<String, String> values) {
        if (!values.getOrDefault("log_bin", "").equals("ON")) {
            return "its server keeps no binary log (expected: log_bin)";
        }
        String format = values.getOrDefault("binlog_format", "ROW");
        if (!format.equals("ROW")) {
            return "its server logs statements, not rows: binlog_format is " + format + " (expected: ROW)";
        }
        boolean replica = !values.getOrDefault("gtid_slave_pos", "").isEmpty();
        if (replica && values.getOrDefault("log_slave_updates", "ON").equals("OFF")) {
            return "its server is a replica that does not log what it replicates (expected: log_slave_updates)";
        }
        return "";
    }
}
