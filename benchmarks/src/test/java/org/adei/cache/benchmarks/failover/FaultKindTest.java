package org.adei.cache.benchmarks.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FaultKindTest {
    private static final int DECK = 31;
    private static final List<FaultKind> MEASURED =
            List.of(FaultKind.KILL, FaultKind.HANG, FaultKind.CUT, FaultKind.SWITCHOVER);

    @Test
    void theFaultsThatAreMeasuredAreTheMajorityAndOccurTwiceInThirty() {
        Map<FaultKind, Long> drawn = drawn(1, 30);
        assertThat(MEASURED).allMatch(kind -> drawn.getOrDefault(kind, 0L) >= 2);
        assertThat(MEASURED.stream()
                        .mapToLong(kind -> drawn.getOrDefault(kind, 0L))
                        .sum())
                .isGreaterThanOrEqualTo(15);
    }

    @Test
    void everyDeckHoldsEveryKind() {
        Map<FaultKind, Long> first = drawn(1, DECK);
        assertThat(first).containsOnlyKeys(FaultKind.values());
        assertThat(MEASURED.stream()
                        .mapToLong(kind -> first.getOrDefault(kind, 0L))
                        .sum())
                .isGreaterThan(DECK / 2);
        for (int deck = 1; deck < 10; deck++) {
            assertThat(drawn(1 + DECK * deck, DECK)).isEqualTo(first);
        }
    }

    @Test
    void aSeedMeansOneFaultAlsoBelowOne() {
        assertThat(FaultKind.draw(-17)).isEqualTo(FaultKind.draw(-17));
        assertThat(drawn(1 - DECK, DECK)).isEqualTo(drawn(1, DECK));
    }

    private static Map<FaultKind, Long> drawn(long from, int count) {
        return LongStream.range(from, from + count)
                .mapToObj(FaultKind::draw)
                .collect(Collectors.groupingBy(
                        Function.identity(), () -> new EnumMap<>(FaultKind.class), Collectors.counting()));
    }
}
