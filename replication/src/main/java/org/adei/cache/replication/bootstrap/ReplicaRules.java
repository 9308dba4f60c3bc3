package org.adei.cache.replication.bootstrap;

import static org.adei.cache.replication.bootstrap.SettingRule.Severity.WEAK;
import static org.adei.cache.replication.bootstrap.SettingRule.Severity.WRONG;

import java.util.List;
import java.util.function.BiPredicate;
import org.adei.cache.settings.Cluster;

/** Settings of servers that replicate by GTID. */
final class ReplicaRules {
    private static final long DAY_MILLIS = 86_400_000;
    private static final int THREADS = 8;
    private static final int NET_TIMEOUT_SECONDS = 10;

    /** The cache has two functions of its own, which follow from their arguments alone. */
    static final SettingRule FUNCTIONS = is(
            "log_bin_trust_function_creators",
            "ON",
            "the cache's account cannot make the cache's functions else, where there is a binlog");

    static final List<SettingRule> ALL = List.of(
            on("log_bin", "nothing can replicate from a server without a binlog"),
            on("log_slave_updates", "a replica without it cannot become master"),
            on("gtid_strict_mode", "without it a wrong position is accepted and rows differ without a word"),
            is("binlog_format", "ROW", "statements may give other rows on a replica"),
            is("binlog_row_image", "FULL", "stray transactions cannot be undone without whole rows"),
            FUNCTIONS,
            new SettingRule(
                    "read_only",
                    WRONG,
                    "set read_only=1 in my.cnf",
                    "a server that is started must be closed until the stewards open it, or two are open after a failover",
                    (cluster, server) -> server.isOn("read_only") || !startsOpen(server)),
            new SettingRule(
                    "slave_parallel_threads",
                    WEAK,
                    "set slave_parallel_threads=8 or more",
                    "one thread cannot keep up with a master that commits in groups, and the backlog is the time of a"
                            + " failover",
                    (cluster, server) -> server.number("slave_parallel_threads") >= THREADS),
            new SettingRule(
                    "slave_parallel_mode",
                    WEAK,
                    "set slave_parallel_mode=optimistic",
                    "other modes apply less at once",
                    (cluster, server) -> server.variable("slave_parallel_mode").matches("optimistic|aggressive")),
            new SettingRule(
                    "slave_net_timeout",
                    WEAK,
                    "set slave_net_timeout=2",
                    "a replica takes this many seconds to see that its master has gone silent",
                    (cluster, server) -> within(server.number("slave_net_timeout"), 1, NET_TIMEOUT_SECONDS)),
            new SettingRule(
                    "rpl_semi_sync_slave_kill_conn_timeout",
                    WRONG,
                    "set rpl_semi_sync_slave_kill_conn_timeout=1",
                    "with 0 a replica of a hung master stops after 25 s, with the default of 5 after 3 s",
                    (cluster, server) ->
                            !cluster.semiSync() || server.number("rpl_semi_sync_slave_kill_conn_timeout") == 1),
            semiSync("rpl_semi_sync_slave_enabled", "ON", "its receipts are what commits wait for"),
            semiSync(
                    "rpl_semi_sync_master_wait_point",
                    "AFTER_SYNC",
                    "with the default, AFTER_COMMIT, others see rows that a failover takes back"),
            semiSync(
                    "rpl_semi_sync_master_wait_no_slave",
                    "ON",
                    "else commits stop waiting as soon as the last replica has gone"),
            new SettingRule(
                    "rpl_semi_sync_master_timeout",
                    WRONG,
                    "set rpl_semi_sync_master_timeout=2147483647",
                    "after this many milliseconds commits go on alone, and are lost with the master",
                    (cluster, server) ->
                            !cluster.semiSync() || server.number("rpl_semi_sync_master_timeout") >= DAY_MILLIS),
            new SettingRule(
                    "rpl_status",
                    WEAK,
                    "set init_rpl_role=SLAVE in my.cnf",
                    "a master that died commits at its next start what no replica has received, and that must be undone or"
                            + " the server filled anew; with it such transactions are taken back",
                    (cluster, server) ->
                            !cluster.semiSync() || server.variable("rpl_status").matches("|IDLE_SLAVE")),
            new SettingRule(
                    "rpl_semi_sync_master_enabled",
                    WRONG,
                    "remove rpl_semi_sync_master_enabled from my.cnf and SET GLOBAL rpl_semi_sync_master_enabled=0",
                    "a replica with it waits for a receipt that nobody sends; a master gets it at its promotion",
                    (cluster, server) -> server.replica().isEmpty() || !server.isOn("rpl_semi_sync_master_enabled")),
            new SettingRule(
                    "sync_relay_log",
                    WEAK,
                    "set sync_relay_log=1",
                    "a replica's receipt is else lost with the power of its machine",
                    (cluster, server) -> !cluster.semiSync() || server.number("sync_relay_log") == 1),
            new SettingRule(
                    "sync_relay_log",
                    WEAK,
                    "leave sync_relay_log at 10000",
                    "each event is synced for a receipt that nobody waits for, and the replica falls behind",
                    (cluster, server) -> cluster.semiSync() || server.number("sync_relay_log") != 1),
            durable("sync_binlog", "commits are else lost with the power of the machine"),
            durable("innodb_flush_log_at_trx_commit", "commits are else lost with the power of the machine"));

    private ReplicaRules() {}

    private static SettingRule on(String setting, String reason) {
        return is(setting, "ON", reason);
    }

    private static SettingRule is(String setting, String value, String reason) {
        return new SettingRule(setting, WRONG, "set " + setting + "=" + value, reason, has(setting, value));
    }

    private static SettingRule semiSync(String setting, String value, String reason) {
        BiPredicate<Cluster, ServerFacts> off = (cluster, server) -> !cluster.semiSync();
        return new SettingRule(setting, WRONG, "set " + setting + "=" + value, reason, off.or(has(setting, value)));
    }

    private static SettingRule durable(String setting, String reason) {
        return new SettingRule(setting, WEAK, "set " + setting + "=1", reason, has(setting, "1"));
    }

    /** A value that was set while the server ran says nothing of its next start. */
    private static boolean startsOpen(ServerFacts server) {
        String origin = server.variable("read_only_origin");
        return !origin.isEmpty() && !origin.startsWith("SQL");
    }

    private static BiPredicate<Cluster, ServerFacts> has(String setting, String value) {
        return (cluster, server) ->
                server.variable(setting).equalsIgnoreCase(value) || (value.equals("ON") && server.isOn(setting));
    }

    private static boolean within(long value, long least, long greatest) {
        return value >= least && value <= greatest;
    }
}
