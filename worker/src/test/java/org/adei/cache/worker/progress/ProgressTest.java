package org.adei.cache.worker.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.adei.cache.engine.GroupResult;
import org.adei.cache.model.GroupId;
import org.adei.cache.model.Interval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProgressTest {
    private static final GroupId GROUP = new GroupId("kdb", "slow", "x");

    @Test
    void theTimeLeftFollowsFromThePace() {
        Pace pace = Pace.start(0).at(0.25, 1000);
        long now = Duration.ofSeconds(10).toNanos();
        assertThat(pace.text(now)).isEqualTo("25 %  1,000 rows  100 rows/s  ETA 0:30");
        assertThat(Pace.start(0).text(now)).isEqualTo("0 %  0 rows  0 rows/s");
    }

    @Test
    void aBarFitsTheTerminal() {
        assertThat(BarRenderer.line("kdb/slow/x", 0.5, "50 %", 60))
                .hasSizeLessThanOrEqualTo(60)
                .startsWith("kdb/slow/x ")
                .contains("########........] 50 %");
        assertThat(BarRenderer.line("kdb/slow/a_very_long_name_of_a_table_with_sensors", 1, "100 %", 120))
                .startsWith("..")
                .contains("sensors [#####");
    }

    @ParameterizedTest
    @EnumSource(ProgressStyle.class)
    void failuresAndNotesAreAlwaysShown(ProgressStyle style) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        try (ProgressListener progress = style.open(out, false)) {
            progress.note("column comment left out");
            progress.started(GROUP, new Interval(0, 1000));
            progress.progressed(GROUP, 0.5, 10);
            progress.finished(new GroupResult(GROUP, 10, 2, "source is gone"));
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("note: column comment left out")
                .contains("kdb/slow/x: FAILED after")
                .contains("source is gone, 2 rows left out");
    }
}
