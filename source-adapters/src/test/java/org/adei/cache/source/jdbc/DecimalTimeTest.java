package org.adei.cache.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTimeTest {
    @ParameterizedTest
    @CsvSource({
        "1700000000.123456, 1700000000123456000",
        "1700000000.1234567, 1700000000123456700",
        "1700000000.1, 1700000000100000000",
        "0.1, 100000000",
        "0.000000001, 1",
        "1e-9, 1",
        "1e-12, 0",
        "-1e-12, -1",
        "-0.25, -250000000",
        "-1700000000.654321, -1700000000654321000",
        "0, 0",
        "4000000000.999999, 4000000000999999000",
        "9000000000.12, 9000000000120000000"
    })
    void aDoubleStandsForTheDecimalThatItWasWrittenAs(double seconds, long nanos) {
        assertThat(DecimalTime.nanos(seconds, TimeType.EPOCH_SECONDS)).isEqualTo(nanos);
    }

    @Test
    void everyMicrosecondIsMet() {
        Random random = new Random(5);
        for (int i = 0; i < 200_000; i++) {
            long micros = random.nextLong(-4_000_000_000_000_000L, 8_000_000_000_000_000L);
            double seconds = Double.parseDouble(BigDecimal.valueOf(micros, 6).toString());

            assertThat(DecimalTime.nanos(seconds, TimeType.EPOCH_SECONDS)).isEqualTo(micros * 1_000);
            assertThat(DecimalTime.nanos((double) micros, TimeType.EPOCH_MICROS))
                    .isEqualTo(micros * 1_000);
        }
    }

    @Test
    void shortDecimalsOfAnyUnitAreMetExactly() {
        Random random = new Random(6);
        for (int i = 0; i < 50_000; i++) {
            long tenths = random.nextLong(-900_000_000L, 900_000_000L) * 100 + random.nextInt(10);

            assertThat(DecimalTime.nanos(tenths / 10.0, TimeType.EPOCH_SECONDS)).isEqualTo(tenths * 100_000_000L);
        }
    }

    @Test
    void greaterNumbersAreNeverEarlier() {
        Random random = new Random(7);
        for (TimeType type : new TimeType[] {TimeType.EPOCH_SECONDS, TimeType.EPOCH_MILLIS, TimeType.EPOCH_MICROS}) {
            for (int i = 0; i < 20_000; i++) {
                double count = (random.nextDouble() - 0.4) * 5e18 / type.unit();
                long nanos = DecimalTime.nanos(count, type);

                assertThat(DecimalTime.nanos(Math.nextUp(count), type)).isGreaterThanOrEqualTo(nanos);
            }
        }
    }

    @Test
    void keysOfABoundHoldTheRowsOfTheInterval() {
        Random random = new Random(8);
        for (TimeType type : new TimeType[] {TimeType.EPOCH_SECONDS, TimeType.EPOCH_MILLIS, TimeType.EPOCH_MICROS}) {
            EpochDoubles doubles = new EpochDoubles(type);
            for (int i = 0; i < 20_000; i++) {
                double count = (random.nextDouble() - 0.4) * 5e18 / type.unit();
                long nanos = DecimalTime.nanos(count, type);

                assertThat(count).isBetween((Double) doubles.lower(nanos), (Double) doubles.upper(nanos));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1e300, -1e300, 1e10, -1e10})
    void whatIsNoTimeOfTheseCenturiesIsRefused(double seconds) {
        assertThatThrownBy(() -> DecimalTime.nanos(seconds, TimeType.EPOCH_SECONDS))
                .isInstanceOf(DateTimeException.class)
                .hasMessageContaining("1680 to 2259");
    }

    @Test
    void decimalsAreCutToNanosecondsDownwards() {
        assertThat(DecimalTime.nanos(new BigDecimal("1700000000.1234567899"), TimeType.EPOCH_SECONDS))
                .isEqualTo(1_700_000_000_123_456_789L);
        assertThat(DecimalTime.nanos(new BigDecimal("-0.0000000001"), TimeType.EPOCH_SECONDS))
                .isEqualTo(-1);
        assertThatThrownBy(() -> DecimalTime.nanos(new BigDecimal("1e1000000"), TimeType.EPOCH_SECONDS))
                .isInstanceOf(DateTimeException.class);
    }
}
