package org.adei.cache.worker.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.adei.cache.source.RowBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({"0, 0 B", "1023, 1023 B", "1536, 1.5 KiB", "13421773, 12.8 MiB", "9223372036854775807, 8192.0 PiB"})
    void bytesHaveAUnit(long bytes, String text) {
        assertThat(Figures.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "-2.5, -2.5",
        "100, 100",
        "0.12345, 0.1235",
        "123456.78, 123456.8",
        "1e12, 1.0000E+12",
        "1e-300, 1.0000E-300",
        "NaN, NaN",
        "0.001, 0.001"
    })
    void valuesHaveFewDigits(double value, String text) {
        assertThat(Figures.value(value)).isEqualTo(text);
    }

    @Test
    void aMissingValueIsEmpty() {
        assertThat(Figures.value(RowBlock.NULL)).isEmpty();
    }

    @Test
    void timesAreUtcWithAllTheirDigits() {
        assertThat(Figures.time(0)).isEqualTo("1970-01-01 00:00:00");
        assertThat(Figures.time(-1)).isEqualTo("1969-12-31 23:59:59.999999999");
    }

    @Test
    void durationsAreShort() {
        assertThat(Figures.duration(Duration.ofSeconds(5))).isEqualTo("0:05");
        assertThat(Figures.duration(Duration.ofSeconds(7384))).isEqualTo("2:03:04");
    }
}
