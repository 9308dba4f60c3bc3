package org.adei.cache.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static Schedule scrub(Duration period) {
        return new Schedule("* * * * * ?", "* * * * * ?", 100, List.of(), period, Map.of());
    }

    @Test
    void allThatIsCachedIsComparedOnceAWeekUnlessSaidOtherwise() {
        assertThat(Schedule.DEFAULT.scrub()).isEqualTo(Duration.ofDays(7));
        assertThat(scrub(Duration.ZERO).scrub()).isZero();
        assertThatThrownBy(() -> scrub(Duration.ofMillis(500)))
                .hasMessage("scrub is 0 s: expected between 1 s and 100 years");
        assertThatThrownBy(() -> scrub(Duration.ofSeconds(-1)))
                .hasMessage("scrub is -1 s: expected between 1 s and 100 years");
    }
}
