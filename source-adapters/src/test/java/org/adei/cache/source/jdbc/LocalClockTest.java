package org.adei.cache.source.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.adei.cache.model.Nanos;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalClockTest {
    private final LocalClock berlin = new LocalClock(ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource({
        "2024-01-15T12:00:00, 2024-01-15T11:00:00Z",
        "2024-07-15T12:00:00, 2024-07-15T10:00:00Z",
        "2024-10-27T01:59:59.5, 2024-10-26T23:59:59.5Z",
        "2024-10-27T02:00:00, 2024-10-27T00:00:00Z",
        "2024-10-27T02:59:59, 2024-10-27T00:59:59Z",
        "2024-10-27T03:00:00, 2024-10-27T02:00:00Z",
        "1900-01-01T00:00:00, 1899-12-31T23:00:00Z"
    })
    void theHourThatIsShownTwiceIsTheFirstOfBoth(LocalDateTime shown, Instant time) {
        assertThat(berlin.nanos(shown)).isEqualTo(Nanos.of(time));
    }

    @Test
    void theHourThatIsNeverShownIsNoTime() {
        assertThatThrownBy(() -> berlin.nanos(LocalDateTime.parse("2024-03-31T02:30:00")))
                .isInstanceOf(DateTimeException.class)
                .hasMessageContaining("2024-03-31T02:30 does not exist in Europe/Berlin");
    }

    @Test
    void yearsThatNobodyCanNameAreRefused() {
        LocalClock utc = new LocalClock(ZoneOffset.UTC);

        assertThatThrownBy(() -> utc.nanos(LocalDateTime.MAX)).hasMessageContaining("1680 to 2259");
        assertThatThrownBy(() -> utc.nanos(LocalDateTime.parse("1001-01-01T00:00:00")))
                .hasMessageContaining("1001");
    }

    @ParameterizedTest
    @CsvSource({
        "Europe/Berlin, 2024-10-27T00:00",
        "Europe/Berlin, 2024-03-31T00:00",
        "Australia/Lord_Howe, 2024-04-07T00:00",
        "America/St_Johns, 2024-11-03T00:00",
        "UTC, 2024-10-27T00:00",
        "Asia/Kolkata, 2024-10-27T00:00"
    })
    void readingsBetweenTheBoundsAreAllReadingsOfTheInterval(String zone, LocalDateTime day) {
        LocalClock clock = new LocalClock(ZoneId.of(zone));
        Random random = new Random(9);
        long midnight = day.toEpochSecond(ZoneOffset.UTC) * Nanos.PER_SECOND;
        for (int i = 0; i < 300; i++) {
            long from = midnight + random.nextLong(-86_400L, 86_400L) * Nanos.PER_SECOND;
            long last = from + random.nextLong(0, 10_000) * Nanos.PER_SECOND;
            for (int minute = -1_440; minute < 2 * 1_440; minute += 7) {
                LocalDateTime shown = day.plusMinutes(minute);
                if (isShown(clock, shown) && from <= clock.nanos(shown) && clock.nanos(shown) <= last) {
                    assertThat(shown).isBetween(clock.lower(from), clock.upper(last));
                }
            }
        }
    }

    private static boolean isShown(LocalClock clock, LocalDateTime shown) {
        try {
            clock.nanos(shown);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
