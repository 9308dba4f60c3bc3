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

class PostgresColumnTypesIT extends ColumnTypesContract {
    @Override
    TestServer newServer() {
        return PostgresServer.open();
    }

    @Override
    Stream<Case> cases() {
        return Stream.of(
                Case.of("SMALLINT", "-32768", -32_768.0, "0", 0.0),
                Case.of("BIGINT", "-9223372036854775808", -0x1p63, "9007199254740993", 9_007_199_254_740_992.0),
                Case.of("REAL", "0.1", (double) 0.1f, "'NaN'", Double.NaN, "'-Infinity'", Double.NEGATIVE_INFINITY),
                Case.of(
                        "DOUBLE PRECISION",
                        "0.1",
                        0.1,
                        "'NaN'",
                        Double.NaN,
                        "'Infinity'",
                        Double.POSITIVE_INFINITY,
                        "'-0'",
                        -0.0,
                        "1e-300",
                        1e-300),
                Case.of(
                        "NUMERIC",
                        "0.1",
                        0.1,
                        "12345678901234567890.123456789",
                        12345678901234567890.123456789,
                        "'NaN'",
                        Double.NaN,
                        "'Infinity'",
                        Double.POSITIVE_INFINITY),
                Case.of("BOOLEAN", "TRUE", 1.0, "FALSE", 0.0));
    }

    @Test
    void aNumberThatNoDoubleHoldsIsNamed() {
        Reading reading = readingOf("NUMERIC", List.of("1", "1e400", "3"));

        assertThat(reading.rows()).containsExactly(Row.of(0, 1.0, 1.0), Row.of(2_000, 3.0, 1.0));
        assertThat(reading.rejected())
                .singleElement()
                .asString()
                .contains("table log_c with ts = 1970-01-01T00:00:00.000001Z", "column v0", "no double can hold");
    }

    @Test
    void aDomainIsReadAsWhatItIsMadeOf() {
        server().execute("CREATE DOMAIN volts AS double precision CHECK (value < 1000)");

        assertThat(readingOf("volts", List.of("1.5")).rows()).containsExactly(Row.of(0, 1.5, 1.0));
    }

    @Test
    void timesWithoutEndAreNamed() {
        server().execute(
                        "DROP TABLE IF EXISTS log_c",
                        "CREATE TABLE log_c (ts TIMESTAMPTZ PRIMARY KEY, v0 INT)",
                        "INSERT INTO log_c VALUES ('-infinity', 1), ('1970-01-01 00:00:01Z', 2), ('infinity', 3)");
        try (Source source = server().source(TestServer.rule(TimeType.TIMESTAMP))) {
            SourceGroup group = source.discover().groups().get(0);
            Reading reading = Reading.of(source, group, Interval.ALL);

            assertThat(reading.rows()).containsExactly(Row.of(1_000_000_000L, 2.0));
            assertThat(reading.rejected()).hasSize(2);
            assertThat(source.discover().notes())
                    .anySatisfy(note -> assertThat(note).contains("2 rows whose ts is no time"));
        }
    }
}
