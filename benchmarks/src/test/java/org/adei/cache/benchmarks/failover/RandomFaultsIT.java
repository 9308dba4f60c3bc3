package org.adei.cache.benchmarks.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RandomFaultsIT implements NeedsServers {
    private static final int FAULTS = 30;

    @Test
    void nothingIsLostUnequalOrLeftToAHumanAfterThirtyFaults() throws Exception {
        try (Harness harness = new Harness(false, false)) {
            for (long seed = 1; seed <= FAULTS; seed++) {
                Outcome outcome = harness.run(seed);
                assertThat(outcome.isWell()).as("%s", outcome).isTrue();
            }
        }
    }
}
