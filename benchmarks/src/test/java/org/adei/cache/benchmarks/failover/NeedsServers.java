package org.adei.cache.benchmarks.failover;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.junit.jupiter.api.BeforeAll;

/** Skips tests, with the reason, where no server can be started. */
interface NeedsServers {
    @BeforeAll
    static void needsServers() {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Missing missing) {
            assumeTrue(false, missing.reason());
        }
    }
}
