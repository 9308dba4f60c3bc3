package org.adei.cache.testkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class OracleTest {
    private static final long SECOND = 1_000_000_000L;
    private static final double NULL = -999;

    private final List<OracleWindow> windows = new ArrayList<>();

    @Test
    void oneRowMakesOneOpenWindow() {
        Oracle oracle = oracle(1, 10);
        row(oracle, 13 * SECOND, 2.5);
        oracle.finish();
        OracleWindow window = only();
        assertThat(window.place()).isEqualTo(new OracleWindow.Place(10, 10 * SECOND, true));
        assertThat(window.rows()).isEqualTo(1);
        assertThat(window.gapNanos()).isEqualTo(7 * SECOND);
        assertThat(window.channel(0))
                .isEqualTo(new OracleChannel(1, 0, 2.5, 2.5, window.channel(0).exact()));
        assertThat(window.channel(0).mean()).isEqualTo(2.5);
    }

    @Test
    void aRowOnAnEdgeBelongsToTheWindowThatStartsThere() {
        Oracle oracle = oracle(1, 10, 60);
        for (long second : new long[] {0, 10, 59, 60}) {
            row(oracle, second * SECOND, second);
        }
        row(oracle, 70 * SECOND - 1, 7);
        oracle.finish();
        assertThat(starts(10)).containsExactly(0L, 10L, 50L, 60L);
        assertThat(starts(60)).containsExactly(0L, 60L);
        assertThat(windows.stream().map(OracleWindow::rows)).containsExactly(1L, 1L, 1L, 3L, 2L, 2L);
        assertThat(windows.stream().filter(OracleWindow::open).map(OracleWindow::start))
                .containsExactly(60 * SECOND, 60 * SECOND);
    }

    @Test
    void aWindowIsGivenAsSoonAsARowBehindItComes() {
        Oracle oracle = oracle(1, 10);
        row(oracle, 10 * SECOND - 1, 1);
        assertThat(windows).isEmpty();
        row(oracle, 10 * SECOND, 2);
        assertThat(only().open()).isFalse();
    }

    @Test
    void theGreatestGapIsExactAndCountsTheEdges() {
        Oracle oracle = oracle(1, 60);
        row(oracle, 60 * SECOND + 20 * SECOND + 1, 1);
        row(oracle, 60 * SECOND + 40 * SECOND, 1);
        row(oracle, 120 * SECOND, 1);
        row(oracle, 120 * SECOND + 30 * SECOND, 1);
        row(oracle, 120 * SECOND + 60 * SECOND - 1, 1);
        row(oracle, 180 * SECOND, 1);
        row(oracle, 180 * SECOND, 1);
        oracle.finish();
        assertThat(windows.stream().map(OracleWindow::gapNanos))
                .containsExactly(20 * SECOND + 1, 30 * SECOND, 60 * SECOND);
        assertThat(windows.stream().map(OracleWindow::missing)).containsExactly(20L, 30L, 60L);
    }

    @Test
    void missingAndNonFiniteValuesAreCountedApart() {
        Oracle oracle = oracle(3, 10);
        row(oracle, 0, 1, NULL, Double.NaN);
        row(oracle, 1, 4, NULL, Double.NEGATIVE_INFINITY);
        row(oracle, 2, NULL, NULL, 8);
        oracle.finish();
        OracleWindow window = only();
        assertThat(window.rows()).isEqualTo(3);
        assertThat(numbers(window, 0)).containsExactly(2, 0, 1, 4, 2.5);
        assertThat(numbers(window, 1)).containsExactly(0, 0, Double.NaN, Double.NaN, Double.NaN);
        assertThat(numbers(window, 2)).containsExactly(1, 2, 8, 8, 8);
    }

    @Test
    void zeroHasASignInExtremesOnly() {
        Oracle oracle = oracle(2, 10);
        row(oracle, 0, 0.0, -0.0);
        row(oracle, 1, -0.0, -0.0);
        oracle.finish();
        assertThat(Double.compare(only().channel(0).min(), -0.0)).isZero();
        assertThat(Double.compare(only().channel(0).max(), 0.0)).isZero();
        assertThat(only().channel(1).mean()).isEqualTo(0.0);
    }

    @Test
    void windowsReachBackBefore1970() {
        Oracle oracle = oracle(1, 10, 43_200);
        row(oracle, -1, 1);
        row(oracle, 0, 3);
        oracle.finish();
        assertThat(starts(10)).containsExactly(-10L, 0L);
        assertThat(starts(43_200)).containsExactly(-43_200L, 0L);
        assertThat(windows.get(0).gapNanos()).isEqualTo(10 * SECOND - 1);
    }

    @Test
    void theLastWindowThat64BitsCanNameIsWhole() {
        Oracle oracle = oracle(1, 60);
        row(oracle, Long.MAX_VALUE, 1);
        oracle.finish();
        assertThat(only().gapNanos()).isEqualTo(60 * SECOND - Math.floorMod(Long.MAX_VALUE, 60 * SECOND));
    }

    @Test
    void eachLevelSumsTheRowsThemselves() {
        Oracle oracle = oracle(1, 10, 60);
        row(oracle, 5 * SECOND, 1e300);
        row(oracle, 15 * SECOND, 1);
        row(oracle, 25 * SECOND, -1e300);
        oracle.finish();
        OracleChannel minute = windows.get(windows.size() - 1).channel(0);
        assertThat(minute.mean()).isEqualTo(1.0 / 3);
        assertThat(minute.exact().slack()).isLessThan(1e270).isPositive();
    }

    @Test
    void aMeanAgreesToWithinOneUnitInTheLastPlace() {
        Oracle oracle = oracle(2, 10);
        row(oracle, 0, 0.1, NULL);
        row(oracle, 1, 0.2, NULL);
        oracle.finish();
        OracleMean mean = only().channel(0).exact();
        assertThat(mean.nearest()).isEqualTo(0.15000000000000002);
        assertThat(mean.agrees(Math.nextUp(mean.nearest()))).isTrue();
        assertThat(mean.agrees(Math.nextUp(Math.nextUp(mean.nearest())))).isFalse();
        assertThat(mean.agrees(Double.NaN)).isFalse();
        assertThat(only().channel(1).exact().agrees(Double.NaN)).isTrue();
        assertThat(only().channel(1).exact().agrees(0)).isFalse();
    }

    @Test
    void rowsOutOfOrderAreRefused() {
        Oracle oracle = oracle(1, 10);
        row(oracle, 5, 1);
        assertThatThrownBy(() -> row(oracle, 4, 1)).hasMessageContaining("row at 4 comes after one at 5");
    }

    private Oracle oracle(int channels, int... levels) {
        return new Oracle(levels, channels, windows::add);
    }

    private static void row(Oracle oracle, long time, double... values) {
        oracle.row(time, values, value -> value == NULL);
    }

    private OracleWindow only() {
        assertThat(windows).hasSize(1);
        return windows.get(0);
    }

    private LongStream starts(int level) {
        return windows.stream()
                .filter(window -> window.levelSeconds() == level)
                .mapToLong(window -> window.start() / SECOND);
    }

    private static double[] numbers(OracleWindow window, int index) {
        OracleChannel channel = window.channel(index);
        return new double[] {channel.valid(), channel.nonFinite(), channel.min(), channel.max(), channel.mean()};
    }
}
