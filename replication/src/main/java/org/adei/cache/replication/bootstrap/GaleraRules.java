package org.adei.cache.replication.bootstrap;

import static org.adei.cache.replication.bootstrap.SettingRule.Severity.WEAK;
import static org.adei.cache.replication.bootstrap.SettingRule.Severity.WRONG;

import java.util.List;

/** Settings of nodes of Galera. */
final class GaleraRules {
    static final List<SettingRule> ALL = List.of(
            ReplicaRules.FUNCTIONS,
            new SettingRule(
                    "wsrep_on",
                    WRONG,
                    "set wsrep_on=ON and wsrep_provider to Galera's library",
                    "the server is a single one else",
                    (cluster, server) -> server.isOn("wsrep_on")),
            new SettingRule(
                    "binlog_format",
                    WRONG,
                    "set binlog_format=ROW",
                    "Galera replicates rows",
                    (cluster, server) -> server.variable("binlog_format").equalsIgnoreCase("ROW")),
            new SettingRule(
                    "innodb_autoinc_lock_mode",
                    WRONG,
                    "set innodb_autoinc_lock_mode=2",
                    "other modes deadlock when rows of other nodes are applied",
                    (cluster, server) -> server.number("innodb_autoinc_lock_mode") == 2),
            new SettingRule(
                    "wsrep_cluster_name",
                    WRONG,
                    "set wsrep_cluster_name to one name on all nodes, and not the default",
                    "a node of another cluster could join",
                    (cluster, server) -> !server.variable("wsrep_cluster_name").matches("|my_wsrep_cluster")),
            new SettingRule(
                    "wsrep_slave_threads",
                    WEAK,
                    "set wsrep_slave_threads=4 or more",
                    "one thread lets the others wait for this node",
                    (cluster, server) -> server.number("wsrep_slave_threads") >= 4));

    private GaleraRules() {}
}
