package org.adei.cache.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerSettingsTest {
    private static final Map<String, String> GOOD = Map.ofEntries(
            Map.entry("log_bin", "ON"),
            Map.entry("innodb_flush_log_at_trx_commit", "1"),
            Map.entry("sync_binlog", "1"),
            Map.entry("innodb_doublewrite", "ON"),
            Map.entry("binlog_format", "ROW"),
            Map.entry("max_allowed_packet", "16777216"),
            Map.entry("innodb_log_file_size", "1073741824"),
            Map.entry("innodb_buffer_pool_size", "8589934592"),
            Map.entry("binlog_annotate_row_events", "OFF"),
            Map.entry("log_bin_compress", "OFF"),
            Map.entry("general_log", "OFF"),
            Map.entry("innodb_file_per_table", "ON"));

    private static ServerSettings with(String setting, String value) {
        Map<String, String> variables = new HashMap<>(GOOD);
        variables.put(setting, value);
        return new ServerSettings(variables);
    }

    @Test
    void aServerThatIsSetWellHasNoFindings() {
        assertThat(new ServerSettings(GOOD).findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "innodb_flush_log_at_trx_commit, 2, SAFETY",
        "sync_binlog, 0, SAFETY",
        "innodb_doublewrite, OFF, SAFETY",
        "binlog_format, MIXED, SAFETY",
        "max_allowed_packet, 1048576, LIMIT",
        "innodb_log_file_size, 100663296, PACE",
        "innodb_buffer_pool_size, 134217728, PACE",
        "binlog_annotate_row_events, ON, PACE",
        "log_bin_compress, ON, PACE",
        "general_log, ON, PACE",
        "innodb_file_per_table, OFF, PACE",
    })
    void eachSettingThatIsWrongIsNamedWithItsValue(String setting, String value, Finding.Weight weight) {
        assertThat(with(setting, value).findings()).singleElement().satisfies(finding -> {
            assertThat(finding.setting()).isEqualTo(setting);
            assertThat(finding.found()).isEqualTo(value);
            assertThat(finding.weight()).isEqualTo(weight);
            assertThat(finding.toString()).contains(setting + " is " + value + ": set ");
        });
    }

    @Test
    void settingsOfTheBinaryLogDoNotMatterWithoutOne() {
        Map<String, String> variables = new HashMap<>(GOOD);
        variables.putAll(Map.of("log_bin", "OFF", "sync_binlog", "0", "binlog_annotate_row_events", "ON"));

        assertThat(new ServerSettings(variables).findings()).isEmpty();
    }

    @Test
    void aVariableThatTheServerDoesNotHaveIsNoFinding() {
        Map<String, String> variables = new HashMap<>(GOOD);
        variables.remove("log_bin_compress");

        assertThat(new ServerSettings(variables).findings()).isEmpty();
    }

    @Test
    void whatIsUnsafeComesFirst() {
        Map<String, String> variables = new HashMap<>(GOOD);
        variables.putAll(Map.of("general_log", "ON", "sync_binlog", "0"));

        assertThat(new ServerSettings(variables).findings())
                .extracting(Finding::setting)
                .containsExactly("sync_binlog", "general_log");
    }
}
