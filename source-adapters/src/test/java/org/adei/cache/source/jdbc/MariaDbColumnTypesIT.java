package org.adei.cache.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.source.contract.Reading;
import org.adei.cache.source.contract.Row;
import org.junit.jupiter.api.Test;

class MariaDbColumnTypesIT extends ColumnTypesContract {
    @Override
    TestServer newServer() {
        return MariaDbServer.open();
    }

    @Override
    Stream<Case> cases() {
        return Stream.of(
                Case.of("TINYINT", "-128", -128.0, "0", 0.0),
                Case.of("BOOLEAN", "TRUE", 1.0, "FALSE", 0.0, "7", 7.0),
                Case.of("SMALLINT UNSIGNED", "65535", 65_535.0),
                Case.of("INT UNSIGNED", "4294967295", 4_294_967_295.0),
                Case.of("BIGINT", "-9223372036854775808", -0x1p63, "9007199254740993", 9_007_199_254_740_992.0),
                Case.of("BIGINT UNSIGNED", "18446744073709551615", 0x1p64, "9223372036854775808", 0x1p63, "5", 5.0),
                Case.of("FLOAT", "0.1", (double) 0.1f, "-1.5", -1.5),
                Case.of("DOUBLE", "0.1", 0.1, "-1.7976931348623157e308", -Double.MAX_VALUE, "5e-324", Double.MIN_VALUE),
                Case.of("DECIMAL(65,30)", "0.1", 0.1, "12345678901234567890.123456789", 12345678901234567890.123456789),
                Case.of("DECIMAL(10,0) UNSIGNED", "0", 0.0, "9999999999", 9_999_999_999.0),
                Case.of("BIT(1)", "b'1'", 1.0, "b'0'", 0.0),
                Case.of("BIT(64)", "b'" + "1".repeat(64) + "'", 0x1p64, "b'101'", 5.0));
    }

    @Test
    void dayZeroIsNoTimeAndItsRowIsNamed() {
        server().execute(
                        "DROP TABLE IF EXISTS log_c",
                        "CREATE TABLE log_c (ts DATETIME NOT NULL PRIMARY KEY, v0 INT)",
                        """
                SET STATEMENT sql_mode = '' FOR
                INSERT INTO log_c VALUES ('0000-00-00 00:00:00', 1), ('2024-02-00 00:00:00', 2), ('2024-02-01 00:00:00', 3)
                """);
        try (Source source = server().source(TestServer.rule(TimeType.DATETIME))) {
            SourceGroup group = source.discover().groups().get(0);
            Reading reading = Reading.of(source, group, Interval.ALL);

            assertThat(reading.rows()).containsExactly(Row.of(1_706_745_600_000_000_000L, 3.0));
            assertThat(reading.rejected()).hasSize(2);
            assertThat(reading.rejected().get(0)).contains("table log_c with ts = 0000-00-00 00:00:00");
            assertThat(reading.rejected().get(1)).contains("table log_c with ts = 2024-02-00 00:00:00");
            assertThat(source.extent(group).from()).isEqualTo(1_706_745_600_000_000_000L);
        }
    }

    @Test
    void anUnsignedTimeBeyondAllTimesIsNamed() {
        server().execute(
                        "DROP TABLE IF EXISTS log_c",
                        "CREATE TABLE log_c (ts BIGINT UNSIGNED NOT NULL PRIMARY KEY, v0 INT)",
                        "INSERT INTO log_c VALUES (1, 1), (18446744073709551615, 2)");
        try (Source source = server().source(TestServer.rule(TimeType.EPOCH_MICROS))) {
            SourceGroup group = source.discover().groups().get(0);
            Reading reading = Reading.of(source, group, Interval.ALL);

            assertThat(reading.rows()).containsExactly(Row.of(1_000, 1.0));
            assertThat(reading.rejected()).singleElement().asString().contains("ts = 18446744073709551615");
            assertThat(source.extent(group)).isEqualTo(new Interval(1_000, 1_001));
        }
    }

    @Test
    void aTimeThatTheZoneNeverHadIsNamed() {
        server().execute(
                        "DROP TABLE IF EXISTS log_c",
                        "CREATE TABLE log_c (ts DATETIME, v0 INT)",
                        "INSERT INTO log_c VALUES ('2024-03-31 01:59:59', 1), ('2024-03-31 02:30:00', 2)");
        try (Source source = server().source(TestServer.rule(TimeType.DATETIME, "Europe/Berlin"))) {
            SourceGroup group = source.discover().groups().get(0);
            Reading reading = Reading.of(source, group, Interval.ALL);

            assertThat(reading.rows()).hasSize(1);
            assertThat(reading.rejected())
                    .isEqualTo(List.of("row of table log_c with ts = 2024-03-31 02:30:00: "
                            + "2024-03-31T02:30 does not exist in Europe/Berlin, the clock was put forward then: "
                            + "expected another zone, or UTC"));
        }
    }
}
