package org.adei.cache.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which servers keep a log that can be followed. */
class LogChecksTest {
    @Test
    void aServerThatLogsRowsCanBeFollowed() {
        assertThat(LogCheck.hindrance(Map.of("log_bin", "ON", "binlog_format", "ROW")))
                .isEmpty();
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(LogCheck.hindrance(Map.of("log_bin", "OFF"))).contains("log_bin");
        assertThat(LogCheck.hindrance(Map.of("log_bin", "ON", "binlog_format", "STATEMENT")))
                .contains("STATEMENT")
                .contains("ROW");
        assertThat(LogCheck.hindrance(Map.of(
                        "log_bin",
                        "ON",
                        "binlog_format",
                        "ROW",
                        "gtid_slave_pos",
                        "0-1-5",
                        "log_slave_updates",
                        "OFF")))
                .contains("log_slave_updates");
    }

    @Test
    void theGrantThatIsMissingIsNamed() {
        assertThat(LogCheck.missing("reader@%", java.util.List.of("GRANT USAGE ON *.* TO `reader`@`%`")))
                .contains("GRANT REPLICATION SLAVE, BINLOG MONITOR ON *.* TO `reader`@`%`");
        assertThat(LogCheck.missing(
                        "reader@%",
                        java.util.List.of("GRANT REPLICATION SLAVE, BINLOG MONITOR ON *.* TO `reader`@`%`")))
                .isEmpty();
        assertThat(LogCheck.missing("root@localhost", java.util.List.of("GRANT ALL PRIVILEGES ON *.* TO `root`@`%`")))
                .isEmpty();
    }
}
