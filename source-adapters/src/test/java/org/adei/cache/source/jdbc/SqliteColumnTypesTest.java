package org.adei.cache.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.adei.cache.model.Interval;
import org.adei.cache.source.Source;
import org.adei.cache.source.SourceGroup;
import org.adei.cache.source.contract.Reading;
import org.adei.cache.source.contract.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteColumnTypesTest extends ColumnTypesContract {
    @TempDir
    private static Path folder;

    @Override
    TestServer newServer() {
        return new SqliteFile(folder.resolve("types.db"));
    }

    @Override
    Stream<Case> cases() {
        return Stream.of(
                Case.of("INTEGER", "-9223372036854775808", -0x1p63, "9007199254740993", 9_007_199_254_740_992.0),
                Case.of("REAL", "0.1", 0.1, "9e999", Double.POSITIVE_INFINITY, "-9e999", Double.NEGATIVE_INFINITY),
                Case.of("DOUBLE PRECISION", "1e-300", 1e-300, "7", 7.0),
                Case.of("DECIMAL(10,5)", "0.1", 0.1, "'2.5'", 2.5),
                Case.of("BOOLEAN", "TRUE", 1.0, "FALSE", 0.0));
    }

    @Test
    void textAndBinaryAmongNumbersAreNamed() {
        Reading reading = readingOf("REAL", List.of("1.5", "'off'", "x'0102'", "'12abc'", "2.5"));

        assertThat(reading.rows()).containsExactly(Row.of(0, 1.5, 1.0), Row.of(4_000, 2.5, 1.0));
        assertThat(reading.rejected()).hasSize(3);
        assertThat(reading.rejected().get(0))
                .contains("table log_c with ts = 1970-01-01T00:00:00.000001Z", "column v0 holds the text \"off\"");
        assertThat(reading.rejected().get(1)).contains("2 bytes of binary data");
    }

    @Test
    void textInTheTimeColumnIsNamed() {
        server().execute(
                        "DROP TABLE IF EXISTS log_c",
                        "CREATE TABLE log_c (ts INTEGER, v0 REAL)",
                        "CREATE INDEX log_c_ts ON log_c (ts)",
                        "INSERT INTO log_c VALUES (1, 1), ('yesterday', 2), (3, 3)");
        try (Source source = server().source(TestServer.rule(TimeType.EPOCH_MICROS))) {
            SourceGroup group = source.discover().groups().get(0);
            Reading reading = Reading.of(source, group, Interval.ALL);

            assertThat(reading.rows()).containsExactly(Row.of(1_000, 1.0), Row.of(3_000, 3.0));
            assertThat(reading.rejected()).singleElement().asString().contains("ts = yesterday", "is no number");
            assertThat(source.extent(group)).isEqualTo(new Interval(1_000, 3_001));
            assertThat(source.discover().notes())
                    .anySatisfy(note -> assertThat(note).contains("1 row whose ts is no time"));
        }
    }

    @Test
    void timesThatAreWrittenInTwoWaysAreNamed() {
        server().execute(
                        "DROP TABLE IF EXISTS log_c",
                        "CREATE TABLE log_c (ts DATETIME, v0 REAL)",
                        "INSERT INTO log_c VALUES ('2024-01-01 12:00:00', 1), ('2024-01-01T11:00:00', 2), ('now', 3)");
        try (Source source = server().source(TestServer.rule(TimeType.DATETIME))) {
            SourceGroup group = source.discover().groups().get(0);
            Reading reading = Reading.of(source, group, Interval.ALL);

            assertThat(reading.rows()).hasSize(1);
            assertThat(reading.rejected()).hasSize(2);
        }
    }
}
