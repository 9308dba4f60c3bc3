package org.adei.cache.benchmarks.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    @Test
    void aSlowReadIsSeenAlthoughNoneFailed() {
        List<Long> nanos = new ArrayList<>();
        for (long i = 1; i <= 199; i++) {
            nanos.add(i * 1_000_000);
        }
        nanos.add(0, 20_000_000_000L);
        Outcome.Times times = new Outcome.Times(1, 2, 3, Outcome.Reads.of(nanos));
        Outcome outcome = new Outcome(FaultKind.KILL, 1, times, Map.of(), new Outcome.Story("", List.of()));
        assertThat(outcome.fields(1)).containsEntry("read_p99_ms", 198.0).containsEntry("read_max_ms", 20_000.0);
    }

    @Test
    void noReadsHaveNoTimes() {
        assertThat(Outcome.Reads.of(List.of())).isEqualTo(Outcome.Reads.NONE);
    }
}
