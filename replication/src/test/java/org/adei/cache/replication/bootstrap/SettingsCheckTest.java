package org.adei.cache.replication.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsCheckTest {
    @Test
    void goodServersHaveNoProblems() {
        assertThat(SettingsCheck.problems(
                        Servers.cluster(2, true), List.of(Servers.root(1, ""), Servers.replica(2, 1, ""))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "version, 10.5.23-MariaDB, true",
        "version, 8.0.36, true",
        "server_id, 7, true",
        "log_bin, OFF, true",
        "gtid_strict_mode, OFF, true",
        "log_slave_updates, OFF, true",
        "binlog_format, MIXED, true",
        "binlog_row_image, MINIMAL, true",
        "slave_parallel_threads, 0, false",
        "slave_parallel_mode, conservative, false",
        "slave_net_timeout, 60, false",
        "rpl_semi_sync_slave_kill_conn_timeout, 0, true",
        "rpl_semi_sync_slave_kill_conn_timeout, 5, true",
        "rpl_semi_sync_slave_enabled, OFF, true",
        "rpl_semi_sync_master_wait_point, AFTER_COMMIT, true",
        "rpl_semi_sync_master_timeout, 10000, true",
        "rpl_semi_sync_master_wait_no_slave, OFF, true",
        "sync_relay_log, 10000, false",
        "rpl_status, AUTH_MASTER, false",
        "sync_binlog, 0, false",
        "innodb_flush_log_at_trx_commit, 2, false"
    })
    void aWrongSettingIsNamedWithWhatToSet(String setting, String value, boolean blocks) {
        List<SettingProblem> problems =
                SettingsCheck.problems(Servers.cluster(1, true), List.of(Servers.with(1, setting, value)));
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).blocks()).isEqualTo(blocks);
        assertThat(problems.get(0).toString()).startsWith("db1: " + setting + " is " + value + ": ");
    }

    @Test
    void settingsOfSemiSyncDoNotMatterWithoutIt() {
        assertThat(SettingsCheck.problems(
                        Servers.cluster(1, false), List.of(Servers.with(1, "rpl_semi_sync_master_timeout", "1"))))
                .noneMatch(problem -> problem.toString().contains("rpl_semi_sync"));
    }

    @Test
    void aRelayLogSyncedForNobodyIsNamed() {
        assertThat(SettingsCheck.problems(Servers.cluster(1, false), List.of(Servers.with(1, "sync_relay_log", "1"))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("leave sync_relay_log at 10000"));
    }

    @ParameterizedTest
    @CsvSource({
        "OFF, COMPILE-TIME, true",
        "OFF, CONFIG, true",
        "OFF, SQL, false",
        "ON, COMMAND-LINE, false",
        "ON, SQL, false"
    })
    void aServerThatStartsOpenIsNamedWhereItTells(String value, String origin, boolean named) {
        Map<String, String> variables =
                new TreeMap<>(Servers.with(1, "read_only", value).variables());
        variables.put("read_only_origin", origin);
        ServerFacts server = new ServerFacts("db1", Servers.server(1), variables, Optional.empty());
        List<SettingProblem> problems = SettingsCheck.problems(Servers.cluster(1, true), List.of(server));
        assertThat(problems)
                .hasSize(named ? 1 : 0)
                .allSatisfy(problem ->
                        assertThat(problem.toString()).startsWith("db1: read_only is OFF: set read_only=1 in my.cnf"));
    }

    @Test
    void twoDomainsAreNamed() {
        assertThat(SettingsCheck.problems(
                        Servers.cluster(2, true), List.of(Servers.root(1, ""), Servers.with(2, "gtid_domain_id", "5"))))
                .singleElement()
                .asString()
                .contains("db2: gtid_domain_id is 5: set gtid_domain_id=0, as on db1");
    }
}
