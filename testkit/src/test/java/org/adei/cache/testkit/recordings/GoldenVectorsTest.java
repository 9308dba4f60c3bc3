package org.adei.cache.testkit.recordings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.adei.cache.testkit.oracle.OracleChannel;
import org.adei.cache.testkit.oracle.OracleWindow;
import org.adei.cache.testkit.rows.Rows;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GoldenVectorsTest {
    @ParameterizedTest
    @EnumSource
    void theOracleFindsWhatAdeiStored(GoldenVectors vectors) {
        for (int level : vectors.levels()) {
            Map<Long, OracleWindow> expected = vectors.source().windows(level).stream()
                    .collect(Collectors.toMap(OracleWindow::start, Function.identity()));
            List<GoldenWindow> golden = vectors.windows(level);
            assertThat(golden).isNotEmpty();
            for (GoldenWindow window : golden) {
                OracleWindow ours = expected.get(window.start());
                assertThat(ours)
                        .as("window of %d s at %d", level, window.start())
                        .isNotNull();
                assertThat(ours.rows()).isEqualTo(window.rows());
                for (int c = 0; c < window.min().length; c++) {
                    assertSame(ours.channel(c), window, c);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void adeisRawRowsAreTheSources(GoldenVectors vectors) {
        Rows source = vectors.source();
        Rows raw = vectors.raw();
        Set<List<Object>> rows = new HashSet<>();
        for (int i = 0; i < source.size(); i++) {
            rows.add(row(source, i));
        }
        assertThat(raw.size()).isGreaterThan(source.size() - 100).isLessThanOrEqualTo(source.size());
        for (int i = 0; i < raw.size(); i++) {
            assertThat(rows).contains(row(raw, i));
        }
    }

    private static void assertSame(OracleChannel ours, GoldenWindow window, int channel) {
        assertThat(ours.min()).isEqualTo(Double.valueOf(window.min()[channel]));
        assertThat(ours.max()).isEqualTo(Double.valueOf(window.max()[channel]));
        double mean = window.mean()[channel];
        if (!Double.isNaN(mean)) {
            assertThat(ours.mean()).isCloseTo(mean, within(Math.abs(mean) * 1e-12));
        } else if (ours.valid() > 0) {
            assertThat(ours.mean()).isBetween(ours.min(), ours.max());
        }
    }

    private static List<Object> row(Rows rows, int i) {
        Object[] row = new Object[1 + rows.channels()];
        row[0] = rows.times()[i];
        for (int c = 0; c < rows.channels(); c++) {
            row[1 + c] = rows.nulls()[c][i] ? "NULL" : rows.values()[c][i];
        }
        return Arrays.asList(row);
    }
}
