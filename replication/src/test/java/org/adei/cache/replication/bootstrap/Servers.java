package org.adei.cache.replication.bootstrap;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterAccounts;
import org.adei.cache.settings.ClusterKind;
import org.adei.cache.settings.ClusterServer;
import org.adei.cache.settings.Secret;

/** Servers as tests want them. */
final class Servers {
    private Servers() {}

    static Cluster cluster(int servers, boolean semiSync) {
        Map<String, ClusterServer> members = new LinkedHashMap<>();
        for (int id = 1; id <= servers; id++) {
            members.put("db" + id, server(id));
        }
        return new Cluster(
                ClusterKind.REPLICAS,
                members,
                semiSync,
                Duration.ofSeconds(1),
                new ClusterAccounts(
                        "%", new Account("boss", Secret.of("b")), new Account("repl", Secret.of("r")), null));
    }

    static ClusterServer server(int id) {
        return new ClusterServer("10.0.0." + id, 3306, id, 100 - id, false);
    }

    /** Settings as they should be. */
    static Map<String, String> good(int id) {
        Map<String, String> variables = new TreeMap<>(Map.of(
                "version", "10.11.6-MariaDB-log",
                "server_id", "" + id,
                "log_bin", "ON",
                "log_slave_updates", "ON",
                "gtid_strict_mode", "ON",
                "binlog_format", "ROW",
                "binlog_row_image", "FULL",
                "slave_parallel_threads", "8",
                "slave_parallel_mode", "optimistic",
                "slave_net_timeout", "4"));
        variables.putAll(Map.of(
                "rpl_semi_sync_slave_kill_conn_timeout", "1",
                "rpl_semi_sync_slave_enabled", "ON",
                "rpl_semi_sync_master_wait_point", "AFTER_SYNC",
                "rpl_semi_sync_master_wait_no_slave", "ON",
                "rpl_semi_sync_master_timeout", "2147483647",
                "sync_relay_log", "1",
                "sync_binlog", "1",
                "innodb_flush_log_at_trx_commit", "1",
                "log_bin_trust_function_creators", "ON",
                "read_only", "ON"));
        variables.put("gtid_domain_id", "0");
        variables.put("rpl_status", "IDLE_SLAVE");
        return variables;
    }

    static ServerFacts with(int id, String variable, String value) {
        Map<String, String> variables = good(id);
        variables.put(variable, value);
        return new ServerFacts("db" + id, server(id), variables, Optional.empty());
    }

    /** A server that may be written to and waits for receipts. */
    static ServerFacts master(int id) {
        Map<String, String> variables = good(id);
        variables.put("read_only", "OFF");
        variables.put("rpl_semi_sync_master_enabled", "ON");
        return new ServerFacts("db" + id, server(id), variables, Optional.empty());
    }

    /** A server with transactions that replicates from nobody. */
    static ServerFacts root(int id, String state) {
        return with(id, "gtid_binlog_state", state);
    }

    static ServerFacts replica(int id, int master, String state) {
        return replica(id, master, state, new ReplicaFacts.Flow(true, true, true));
    }

    static ServerFacts replica(int id, int master, String state, ReplicaFacts.Flow flow) {
        return new ServerFacts(
                "db" + id,
                server(id),
                root(id, state).variables(),
                Optional.of(new ReplicaFacts("10.0.0." + master + ":3306", master, flow, "", 0)));
    }
}
