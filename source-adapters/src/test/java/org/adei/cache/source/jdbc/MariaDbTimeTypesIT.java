package org.adei.cache.source.jdbc;

import static org.adei.cache.source.jdbc.TimeCase.row;

import java.util.stream.Stream;

class MariaDbTimeTypesIT extends TimeTypesContract {
    @Override
    TestServer newServer() {
        return MariaDbServer.open();
    }

    @Override
    Stream<TimeCase> cases() {
        return Stream.of(
                TimeCase.of(
                        "INT",
                        TimeType.EPOCH_SECONDS,
                        row("-1", "1969-12-31T23:59:59Z"),
                        row("0", "1970-01-01T00:00:00Z"),
                        row("1700000000", "2023-11-14T22:13:20Z")),
                TimeCase.of(
                        "INT UNSIGNED NOT NULL",
                        TimeType.EPOCH_SECONDS,
                        row("0", "1970-01-01T00:00:00Z"),
                        row("4294967295", "2106-02-07T06:28:15Z")),
                TimeCase.of(
                        "BIGINT UNSIGNED",
                        TimeType.EPOCH_NANOS,
                        row("1", "1970-01-01T00:00:00.000000001Z"),
                        row("1700000000123456789", "2023-11-14T22:13:20.123456789Z")),
                TimeCase.of(
                        "BIGINT",
                        TimeType.EPOCH_MILLIS,
                        row("-1001", "1969-12-31T23:59:58.999Z"),
                        row("1700000000123", "2023-11-14T22:13:20.123Z")),
                TimeCase.of(
                        "DOUBLE",
                        TimeType.EPOCH_SECONDS,
                        row("-0.5", "1969-12-31T23:59:59.5Z"),
                        row("1700000000.123456", "2023-11-14T22:13:20.123456Z"),
                        row("1700000000.1234567", "2023-11-14T22:13:20.123456700Z"),
                        row("4500000000.25", "2112-08-07T08:00:00.25Z")),
                TimeCase.of(
                        "DECIMAL(20,9)",
                        TimeType.EPOCH_SECONDS,
                        row("-0.000000001", "1969-12-31T23:59:59.999999999Z"),
                        row("1700000000.123456789", "2023-11-14T22:13:20.123456789Z")),
                TimeCase.of(
                        "DATETIME(6)",
                        "UTC",
                        row("'1901-02-03 04:05:06'", "1901-02-03T04:05:06Z"),
                        row("'2024-02-29 23:59:59.999999'", "2024-02-29T23:59:59.999999Z"),
                        row("'2200-01-01 00:00:00'", "2200-01-01T00:00:00Z")),
                TimeCase.of(
                        "DATETIME",
                        "Europe/Berlin",
                        row("'2024-10-27 01:59:59'", "2024-10-26T23:59:59Z"),
                        row("'2024-10-27 02:30:00'", "2024-10-27T00:30:00Z"),
                        row("'2024-10-27 03:00:00'", "2024-10-27T02:00:00Z")),
                TimeCase.of(
                        "TIMESTAMP(3) NULL",
                        "Europe/Berlin",
                        row("FROM_UNIXTIME(1)", "1970-01-01T00:00:01Z"),
                        row("FROM_UNIXTIME(1711843199.5)", "2024-03-30T23:59:59.5Z"),
                        row("FROM_UNIXTIME(2147483647)", "2038-01-19T03:14:07Z")),
                TimeCase.of("DATE", "UTC", row("'2024-02-29'", "2024-02-29T00:00:00Z")));
    }
}
