package org.adei.cache.benchmarks.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RandomFaultsIT {
    private static final int FAULTS = 30;
    private static final int STARTS = 20;

    @BeforeAll
    static void needsAServer() {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Missing missing) {
            assumeTrue(false, missing.reason());
        }
    }

    @Test
    void nothingIsLostUnequalOrLeftToAHumanAfterThirtyFaults() throws Exception {
        try (Harness harness = new Harness(false, false)) {
            for (long seed = 1; seed <= FAULTS; seed++) {
                assertWell(harness.run(seed));
            }
        }
    }

    @Test
    void serversThatWereAllKilledStartInAnyOrderTwentyTimes() throws Exception {
        try (Harness harness = new Harness(true, false)) {
            for (long seed = 1; seed <= STARTS; seed++) {
                assertWell(harness.run(FaultKind.ALL, seed));
            }
        }
    }

    private static void assertWell(Outcome outcome) {
        assertThat(outcome.isWell()).as("%s", outcome).isTrue();
    }
}
