package org.adei.cache.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTextTest {
    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "10s, PT10S", "5m, PT5M", "1h, PT1H", "1d, PT24H", "1w, PT168H", "90, PT90S"})
    void lengthsOfTimeAreReadAsPeopleWriteThem(String text, Duration length) {
        assertThat(TimeText.duration(text)).isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource({
        "2014-05-01, 2014-05-01T00:00:00Z",
        "2014-05-01 12:30:00.5, 2014-05-01T12:30:00.500Z",
        "2014-05-01T12:30, 2014-05-01T12:30:00Z",
        "1969-12-31T23:59:59Z, 1969-12-31T23:59:59Z",
        "2014-05-01T12:30:00+02:00, 2014-05-01T10:30:00Z"
    })
    void timesAreUtcUnlessTheySayOtherwise(String text, Instant time) {
        assertThat(TimeText.instant(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1 fortnight", "-5s", "1.5h", "99999999999999999s"})
    void otherLengthsAreRefused(String text) {
        assertThatThrownBy(() -> TimeText.duration(text)).hasMessageContaining("expected a number with");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2014-13-01", "2014-05-01T25:00", "01.05.2014"})
    void otherTimesAreRefused(String text) {
        assertThatThrownBy(() -> TimeText.instant(text)).hasMessageContaining("is not a time");
    }
}
