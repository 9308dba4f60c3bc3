package org.adei.cache.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.adei.cache.model.Interval;
import org.adei.cache.model.Ladder;
import org.adei.cache.model.Level;
import org.adei.cache.model.Nanos;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelChooserTest {
    @ParameterizedTest
    @CsvSource({
        "86400, 1, true, 43200s",
        "86400, 24, true, 3600s",
        "86400, 25, true, 600s",
        "86400, 1000, true, 60s",
        "86400, 8640, true, 10s",
        "86400, 8641, true, raw",
        "86400, 8641, false, 10s",
        "9, 1, true, raw",
        "9, 1, false, 10s",
        "0, 10, true, raw",
        "1728000, 1000, true, 600s"
    })
    void theCoarsestLevelThatHasEnoughWindowsServes(long seconds, int points, boolean raw, String level) {
        Interval interval = new Interval(0, seconds * Nanos.PER_SECOND);
        assertThat(text(interval, points, raw, 1_000_000)).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"8640, 8640, 10s", "8640, 8639, 60s", "8640, 1000, 600s", "1, 1, 43200s"})
    void aCoarserLevelServesWhereThereAreTooManyWindows(int points, int limit, String level) {
        assertThat(text(new Interval(0, 86400 * Nanos.PER_SECOND), points, true, limit))
                .isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"1000, 43200s", "100000, 43200s"})
    void allOfTimeIsNoOverflow(int points, String level) {
        assertThat(text(Interval.ALL, points, true, 1_000_000)).isEqualTo(level);
    }

    private static String text(Interval interval, int points, boolean raw, int limit) {
        return LevelChooser.choose(Ladder.DEFAULT, interval, points, raw, limit)
                .map(Level::toString)
                .orElse("raw");
    }
}
