package org.adei.cache.doctor;

import static org.adei.cache.doctor.Finding.Weight.LIMIT;
import static org.adei.cache.doctor.Finding.Weight.PACE;
import static org.adei.cache.doctor.Finding.Weight.SAFETY;

import java.util.List;
import java.util.function.Predicate;

/**
 * What one variable should be.
 *
 * @param setting name of the variable
 * @param weight how much it matters
 * @param good whether the settings have it right
 * @param wanted what to set
 * @param reason what it costs else
 */
record ServerRule(String setting, Finding.Weight weight, Predicate<ServerSettings> good, String wanted, String reason) {
    private static final long MEBI = 1 << 20;

    static final List<ServerRule> ALL = List.of(
            new ServerRule(
                    "innodb_flush_log_at_trx_commit",
                    SAFETY,
                    settings -> settings.is("innodb_flush_log_at_trx_commit", "1"),
                    "1",
                    "a commit that was answered is lost with the machine's power"),
            new ServerRule(
                    "sync_binlog",
                    SAFETY,
                    settings -> !settings.binlog() || settings.is("sync_binlog", "1"),
                    "1",
                    "replicas may have what the master lost, or lack what it has"),
            new ServerRule(
                    "innodb_doublewrite",
                    SAFETY,
                    settings -> !settings.is("innodb_doublewrite", "OFF"),
                    "ON",
                    "a page that was half written when the power went cannot be mended"),
            new ServerRule(
                    "binlog_format",
                    SAFETY,
                    settings -> !settings.binlog() || settings.is("binlog_format", "ROW"),
                    "ROW",
                    "statements give other times on replicas, and leases are times"),
            new ServerRule(
                    "max_allowed_packet",
                    LIMIT,
                    settings -> settings.number("max_allowed_packet") >= 16 * MEBI,
                    "16M or more",
                    "spans and open windows of groups with thousands of channels do not fit"),
            new ServerRule(
                    "innodb_log_file_size",
                    PACE,
                    settings -> settings.number("innodb_log_file_size") >= 256 * MEBI,
                    "256M or more",
                    "a small redo log makes the server write pages out again and again"),
            new ServerRule(
                    "innodb_buffer_pool_size",
                    PACE,
                    settings -> settings.number("innodb_buffer_pool_size") >= 1024 * MEBI,
                    "half of the memory of a machine of its own",
                    "windows and newest rows are read from the disk again"),
            new ServerRule(
                    "binlog_annotate_row_events",
                    PACE,
                    settings -> !settings.binlog() || settings.is("binlog_annotate_row_events", "OFF"),
                    "OFF",
                    "the text of each statement goes into the binary log beside its rows"),
            new ServerRule(
                    "log_bin_compress",
                    PACE,
                    settings -> !settings.binlog() || settings.is("log_bin_compress", "OFF"),
                    "OFF",
                    "packed spans do not get smaller, and it costs more CPU than writing them"),
            new ServerRule(
                    "general_log",
                    PACE,
                    settings -> settings.is("general_log", "OFF"),
                    "OFF",
                    "every statement is written to a log"),
            new ServerRule(
                    "innodb_file_per_table",
                    PACE,
                    settings -> settings.is("innodb_file_per_table", "ON"),
                    "ON",
                    "space of groups that are dropped is never given back"));

    /** What is wrong, if anything is; a variable that this server does not have is not. */
    List<Finding> check(ServerSettings settings) {
        return !settings.has(setting) || good.test(settings)
                ? List.of()
                : List.of(new Finding(setting, settings.value(setting), wanted, reason, weight));
    }
}
