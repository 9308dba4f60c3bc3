package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A long group goes through a small heap. */
class MemoryIT {
    private static final int ROWS = 5_000_000;

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsMariaDb() {
        TestDatabase.unavailable().ifPresent(reason -> Assumptions.abort(reason));
    }

    @Test
    void fiveMillionRowsOfSixteenChannelsAreCachedWithin256MiB() throws Exception {
        try (CacheFixture cache = new CacheFixture(folder)) {
            Path config = cache.config("src: {type: counted, rows: " + ROWS + ", channels: 16, counter: \""
                    + folder.resolve("counter") + "\"}");
            Files.writeString(config, Files.readString(config).replaceAll("(?m)^tuning:.*\\n", ""));
            Path output = folder.resolve("out");

            try (WorkerProcess process = WorkerProcess.runOnce(config, output)) {
                assertThat(process.endsWithin(600_000)).isTrue();
                assertThat(Files.readString(output)).contains("5,000,000 new rows");
                assertThat(process.exit()).isZero();
            }
        }
    }
}
