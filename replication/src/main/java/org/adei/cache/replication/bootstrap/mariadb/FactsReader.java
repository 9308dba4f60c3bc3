package org.adei.cache.replication.bootstrap.mariadb;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.adei.cache.replication.bootstrap.ReplicaFacts;
import org.adei.cache.replication.bootstrap.ServerFacts;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.ClusterServer;

/** Reads what a server says of itself: five round trips. */
public final class FactsReader {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Where settings were made that change while a server runs: what it will do at its next start. */
    private static final String ORIGINS = """
            SELECT CONCAT(variable_name, '_origin') AS variable_name, global_value_origin AS value
            FROM information_schema.system_variables WHERE variable_name = 'READ_ONLY'
            """;

    private FactsReader() {}

    /**
     * Connects and reads.
     *
     * @throws org.adei.cache.failure.CacheException if it cannot be reached or does not let the account in
     */
    public static ServerFacts read(String name, ClusterServer server, Account account) {
        try (ServerSession session = ServerSession.open(name, server, account, PATIENCE)) {
            return read(name, server, session);
        }
    }

    static ServerFacts read(String name, ClusterServer server, ServerSession session) {
        Map<String, String> variables = new TreeMap<>();
        session.rows("SHOW GLOBAL VARIABLES").forEach(row -> put(variables, row));
        session.rows("SHOW GLOBAL STATUS WHERE Variable_name LIKE 'wsrep%' OR Variable_name LIKE 'Rpl_semi_sync%'"
                        + " OR Variable_name = 'Rpl_status'")
                .forEach(row -> put(variables, row));
        session.rows(ORIGINS).forEach(row -> put(variables, row));
        return new ServerFacts(name, server, variables, replica(session.rows("SHOW ALL SLAVES STATUS")));
    }

    private static void put(Map<String, String> variables, Map<String, String> row) {
        variables.put(row.getOrDefault("variable_name", "").toLowerCase(Locale.ROOT), row.getOrDefault("value", ""));
    }

    private static Optional<ReplicaFacts> replica(List<Map<String, String>> rows) {
        if (rows.isEmpty() || rows.get(0).getOrDefault("master_host", "").isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> row = rows.get(0);
        String error = row.getOrDefault("last_io_error", "") + row.getOrDefault("last_sql_error", "");
        String lag = row.getOrDefault("seconds_behind_master", "");
        return Optional.of(new ReplicaFacts(
                row.get("master_host") + ":" + row.get("master_port"),
                Long.parseLong(row.getOrDefault("master_server_id", "0")),
                new ReplicaFacts.Flow(
                        "Yes".equals(row.get("slave_io_running")),
                        "Yes".equals(row.get("slave_sql_running")),
                        !"No".equals(row.get("using_gtid"))),
                error,
                lag.isEmpty() ? -1 : Long.parseLong(lag)));
    }
}
