package org.adei.cache.source.jdbc;

import static org.adei.cache.source.jdbc.TimeCase.row;

import java.util.stream.Stream;

class PostgresTimeTypesIT extends TimeTypesContract {
    @Override
    TestServer newServer() {
        return PostgresServer.open();
    }

    @Override
    Stream<TimeCase> cases() {
        return Stream.of(
                TimeCase.of(
                        "INTEGER",
                        TimeType.EPOCH_SECONDS,
                        row("-1", "1969-12-31T23:59:59Z"),
                        row("1700000000", "2023-11-14T22:13:20Z")),
                TimeCase.of(
                        "BIGINT",
                        TimeType.EPOCH_NANOS,
                        row("-1", "1969-12-31T23:59:59.999999999Z"),
                        row("1700000000123456789", "2023-11-14T22:13:20.123456789Z")),
                TimeCase.of(
                        "DOUBLE PRECISION",
                        TimeType.EPOCH_SECONDS,
                        row("-0.5", "1969-12-31T23:59:59.5Z"),
                        row("1700000000.123456", "2023-11-14T22:13:20.123456Z")),
                TimeCase.of(
                        "NUMERIC",
                        TimeType.EPOCH_MILLIS,
                        row("-0.000001", "1969-12-31T23:59:59.999999999Z"),
                        row("1700000000123.456789", "2023-11-14T22:13:20.123456789Z")),
                TimeCase.of(
                        "TIMESTAMP",
                        "Europe/Berlin",
                        row("'1901-02-03 04:05:06'", "1901-02-03T03:05:06Z"),
                        row("'2024-10-27 02:30:00.000001'", "2024-10-27T00:30:00.000001Z"),
                        row("'2024-10-27 03:00:00'", "2024-10-27T02:00:00Z"),
                        row("'2200-01-01 00:00:00'", "2199-12-31T23:00:00Z")),
                TimeCase.of(
                        "TIMESTAMPTZ",
                        "UTC",
                        row("'1901-02-03 04:05:06Z'", "1901-02-03T04:05:06Z"),
                        row("'2024-10-27 02:30:00.999999+01'", "2024-10-27T01:30:00.999999Z"),
                        row("'2200-01-01 00:00:00Z'", "2200-01-01T00:00:00Z")));
    }
}
