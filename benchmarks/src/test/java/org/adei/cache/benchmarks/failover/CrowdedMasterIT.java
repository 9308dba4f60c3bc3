package org.adei.cache.benchmarks.failover;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CrowdedMasterIT implements NeedsServers {
    private static final int ATTEMPTS = 3;

    /** On a machine that is busy a lease may run out by itself; where refusal is taken for death none of these stays. */
    @Test
    void aMasterThatLetsNobodyInAnyMoreStaysMaster() throws Exception {
        long needless = 1;
        try (Harness harness = new Harness(false, false)) {
            for (long seed = 1; needless > 0 && seed <= ATTEMPTS; seed++) {
                Outcome outcome = harness.run(FaultKind.CROWDED, seed);
                assertThat(outcome.isWell()).as("%s", outcome).isTrue();
                needless = outcome.count(Harness.NEEDLESS);
            }
        }
        assertThat(needless).isZero();
    }
}
