package org.adei.cache.source.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

    /** The same, and whether the account has the rights. Two round trips more. */
    String everything() {
        String hindrance = hindrance();
        if (!hindrance.isEmpty()) {
            return hindrance;
        }
        try {
            return access.ask("cannot read its account's rights", lease -> {
                try (Statement statement = lease.connection().createStatement()) {
                    String account = first(statement, "SELECT CURRENT_USER()").get(0);
                    return missing(account, first(statement, "SHOW GRANTS"));
                }
            });
        } catch (CacheException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static List<String> first(Statement statement, String sql) throws SQLException {
        List<String> all = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                all.add(rows.getString(1));
            }
        }
        return all;
    }

    /**
     * The statement that gives an account what it lacks, empty if it lacks nothing.
     *
     * @param account as name@host
     * @param grants as the server shows them; those of roles that are not among them do not count
     */
    static String missing(String account, List<String> grants) {
        String all = String.join(
                "\n",
                grants.stream()
                        .map(grant -> grant.toUpperCase(Locale.ROOT))
                        .filter(grant -> grant.contains(" ON *.* "))
                        .toList());
        boolean read = all.contains("REPLICATION SLAVE") || all.contains("ALL PRIVILEGES");
        boolean find =
                all.contains("BINLOG MONITOR") || all.contains("REPLICATION CLIENT") || all.contains("ALL PRIVILEGES");
        if (read && find) {
            return "";
        }
        int at = account.lastIndexOf('@');
        String name = "`" + account.substring(0, at) + "`@`" + account.substring(at + 1) + "`";
        return "its account lacks rights: GRANT REPLICATION SLAVE, BINLOG MONITOR ON *.* TO " + name
                + " (MySQL: REPLICATION CLIENT in place of BINLOG MONITOR)";
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
