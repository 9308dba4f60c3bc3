package org.adei.cache.benchmarks.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColdStartIT implements NeedsServers {
    private static final int STARTS = 20;

    @Test
    void serversThatWereAllKilledStartInAnyOrderTwentyTimes() throws Exception {
        try (Harness harness = new Harness(true, false)) {
            for (long seed = 1; seed <= STARTS; seed++) {
                Outcome outcome = harness.run(FaultKind.ALL, seed);
                assertThat(outcome.isWell()).as("%s", outcome).isTrue();
            }
        }
    }
}
