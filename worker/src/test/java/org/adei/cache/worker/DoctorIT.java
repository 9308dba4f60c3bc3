package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

    @Test
    void aRunNamesWhatIsUnsafeOnceAndNotWhatIsSlow() throws IOException, InterruptedException {
        try (CacheFixture cache = new CacheFixture(folder)) {
            Path config = cache.config("made: {type: synthetic, seed: 1, groups: [{name: a, rows: 1}]}");
            Path once = folder.resolve("once");
            try (WorkerProcess worker = WorkerProcess.runOnce(config, once)) {
                assertThat(worker.endsWithin(60_000)).isTrue();
            }
            assertUnsafeIsNamedOnce(Files.readString(once));

            Path follows = folder.resolve("follows");
            try (WorkerProcess worker =
                    WorkerProcess.start(follows, "run", "--progress", "none", "--config", config.toString())) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> Files.readString(follows).contains("innodb_flush_log_at_trx_commit"));
                worker.terminate();
                assertThat(worker.endsWithin(20_000)).isTrue();
            }
            assertUnsafeIsNamedOnce(Files.readString(follows));
        }
    }

    private static void assertUnsafeIsNamedOnce(String output) {
        assertThat(output)
                .containsOnlyOnce("note: the cache's server: innodb_flush_log_at_trx_commit is ")
                .contains(": set 1 (a commit that was answered is lost")
                .doesNotContain("innodb_buffer_pool_size");
    }
}
