package org.adei.cache.benchmarks.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SemiSyncFaultsIT implements NeedsServers {
    private static final List<FaultKind> FAULTS = List.of(
            FaultKind.KILL,
            FaultKind.HANG,
            FaultKind.SWITCHOVER,
            FaultKind.POWER,
            FaultKind.CUT,
            FaultKind.BATCH,
            FaultKind.FULL);

    @Test
    void noAcknowledgedTransactionIsLostWhereCommitsWaitForAReplica() throws Exception {
        try (Harness harness = new Harness(false, true)) {
            for (int fault = 0; fault < FAULTS.size(); fault++) {
                Outcome outcome = harness.run(FAULTS.get(fault), fault + 1L);
                assertThat(outcome.isWell()).as("%s", outcome).isTrue();
            }
        }
    }
}
