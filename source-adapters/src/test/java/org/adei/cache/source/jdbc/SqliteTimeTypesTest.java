package org.adei.cache.source.jdbc;

import static org.adei.cache.source.jdbc.TimeCase.row;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

class SqliteTimeTypesTest extends TimeTypesContract {
    @TempDir
    private static Path folder;

    @Override
    TestServer newServer() {
        return new SqliteFile(folder.resolve("times.db"));
    }

    @Override
    Stream<TimeCase> cases() {
        return Stream.of(
                TimeCase.of(
                        "INTEGER PRIMARY KEY",
                        TimeType.EPOCH_SECONDS,
                        row("-1", "1969-12-31T23:59:59Z"),
                        row("1700000000", "2023-11-14T22:13:20Z")),
                TimeCase.of(
                        "BIGINT",
                        TimeType.EPOCH_NANOS,
                        row("-1", "1969-12-31T23:59:59.999999999Z"),
                        row("1700000000123456789", "2023-11-14T22:13:20.123456789Z")),
                TimeCase.of(
                        "REAL",
                        TimeType.EPOCH_SECONDS,
                        row("-0.5", "1969-12-31T23:59:59.5Z"),
                        row("1700000000", "2023-11-14T22:13:20Z"),
                        row("1700000000.123456", "2023-11-14T22:13:20.123456Z")),
                TimeCase.of(
                        "NUMERIC",
                        TimeType.EPOCH_MILLIS,
                        row("-0.5", "1969-12-31T23:59:59.9995Z"),
                        row("1700000000123", "2023-11-14T22:13:20.123Z")),
                TimeCase.of(
                        "DATETIME",
                        "UTC",
                        row("'1901-02-03'", "1901-02-03T00:00:00Z"),
                        row("'1901-02-03 00:00:30'", "1901-02-03T00:00:30Z"),
                        row("'2024-02-29 23:59'", "2024-02-29T23:59:00Z"),
                        row("'2024-02-29 23:59:59.123456789'", "2024-02-29T23:59:59.123456789Z")),
                TimeCase.of(
                        "TEXT",
                        "Europe/Berlin",
                        row("'2024-10-27T01:59:59'", "2024-10-26T23:59:59Z"),
                        row("'2024-10-27T02:30:00'", "2024-10-27T00:30:00Z"),
                        row("'2024-10-27T03:00:00'", "2024-10-27T02:00:00Z")),
                TimeCase.of(
                        "TIMESTAMP",
                        "America/New_York",
                        row("'2024-10-26T23:59:59Z'", "2024-10-26T23:59:59Z"),
                        row("'2024-10-27T02:30:00.5Z'", "2024-10-27T02:30:00.5Z")));
    }
}
