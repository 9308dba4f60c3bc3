package org.adei.cache.testkit.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.adei.cache.testkit.oracle.OracleWindow;
import org.junit.jupiter.api.Test;

class RandomRowsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long YEAR_2038 = 2_147_483_648L * SECOND;

    @Test
    void aSeedAlwaysMakesTheSameRows() {
        Rows first = RandomRows.of(7).rows();
        Rows second = RandomRows.of(7).rows();
        assertThat(first.times()).isEqualTo(second.times());
        assertThat(Arrays.deepEquals(first.values(), second.values())).isTrue();
        assertThat(first.nulls()).isDeepEqualTo(second.nulls());
    }

    @Test
    void rowsAreInOrderAndWithinTheirLimits() {
        for (long seed = 0; seed < 200; seed++) {
            Rows rows = RandomRows.of(seed).atMost(50).inStepsOf(1_000).rows();
            assertThat(rows.size()).isBetween(1, 50);
            assertThat(rows.channels()).isPositive();
            assertThat(rows.times()).isSorted();
            assertThat(Arrays.stream(rows.times())
                            .map(time -> time % 1_000)
                            .max()
                            .orElse(0))
                    .isZero();
        }
    }

    @Test
    void hundredsOfSeedsHaveEveryTrait() {
        assertThat(traits(EnumSet.allOf(Trait.class))).containsExactlyInAnyOrder(Trait.values());
    }

    @Test
    void unwantedTraitsAreLeftOut() {
        Set<Trait> avoidable = EnumSet.of(
                Trait.TIES, Trait.NULLS, Trait.NON_FINITE, Trait.MAGNITUDES, Trait.EXTREMES, Trait.FAR_TIMES);
        assertThat(traits(EnumSet.complementOf(EnumSet.copyOf(avoidable)))).doesNotContainAnyElementsOf(avoidable);
    }

    @Test
    void shufflingKeepsTheWindows() {
        Rows rows = RandomRows.of(3).rows();
        Rows shuffled = rows.shuffled(1);
        assertThat(shuffled.times()).isNotEqualTo(rows.times()).containsExactlyInAnyOrder(rows.times());
        assertThat(shuffled.sorted().times()).isEqualTo(rows.times());
        List<OracleWindow> windows = rows.windows(10, 60);
        assertThat(shuffled.windows(10, 60).equals(windows)).isTrue();
        assertThat(windows.stream()
                        .filter(window -> window.levelSeconds() == 60)
                        .mapToLong(OracleWindow::rows)
                        .sum())
                .isEqualTo(rows.size());
    }

    private static Set<Trait> traits(Set<Trait> wanted) {
        Set<Trait> found = EnumSet.noneOf(Trait.class);
        for (long seed = 0; seed < 300; seed++) {
            RandomRows random = new RandomRows(seed, 300, List.of(10, 60), 1, wanted);
            Rows rows = random.rows();
            addTraitsOfTimes(rows.times(), found);
            for (int c = 0; c < rows.channels(); c++) {
                addTraitsOfValues(rows.values()[c], rows.nulls()[c], found);
            }
        }
        return found;
    }

    private static void addTraitsOfTimes(long[] times, Set<Trait> found) {
        for (int i = 1; i < times.length; i++) {
            if (times[i] == times[i - 1]) {
                found.add(Trait.TIES);
            }
            if (times[i] - times[i - 1] > 60 * SECOND && times[i - 1] - times[0] > 0) {
                found.add(Trait.GAPS);
            }
        }
        if (LongStream.of(times).anyMatch(time -> time % (60 * SECOND) == 0)) {
            found.add(Trait.EDGES);
        }
        if (LongStream.of(times).anyMatch(time -> time < 0 || time > YEAR_2038)) {
            found.add(Trait.FAR_TIMES);
        }
    }

    private static void addTraitsOfValues(double[] values, boolean[] nulls, Set<Trait> found) {
        for (int i = 0; i < values.length; i++) {
            if (nulls[i]) {
                found.add(Trait.NULLS);
            } else if (!Double.isFinite(values[i])) {
                found.add(Trait.NON_FINITE);
            } else if (Math.abs(values[i]) > 1e307) {
                found.add(Trait.EXTREMES);
            } else if (Math.abs(values[i]) > 1e100) {
                found.add(Trait.MAGNITUDES);
            }
        }
    }
}
