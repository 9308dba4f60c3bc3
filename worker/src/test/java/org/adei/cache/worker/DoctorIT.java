package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How an operator hears of a server that is not set for production, as those of tests are not. */
class DoctorIT {
    @TempDir
    private Path folder;

    @BeforeAll
    static void needsMariaDb() {
        TestDatabase.unavailable().ifPresent(reason -> Assumptions.abort(reason));
    }

    @Test
    void whatIsUnsafeIsNamedWithWhatToSetAndMakesTheCommandFail() {
        try (CacheFixture cache = new CacheFixture(folder)) {
            Path config = cache.config("made: {type: synthetic, seed: 1, groups: [{name: a, rows: 1}]}");

            Session text = cache.run(config, "doctor");
            Session json = cache.run(config, "doctor", "--json");

            assertThat(text.exit()).isEqualTo(AdeiCache.FAILED);
            assertThat(text.out())
                    .contains("safety", "innodb_flush_log_at_trx_commit", "lost with the machine's power")
                    .contains("settings are as they should be");
            assertThat(json.out()).contains("\"setting\" : \"innodb_flush_log_at_trx_commit\"", "\"wanted\" : \"1\"");
        }
    }
}
