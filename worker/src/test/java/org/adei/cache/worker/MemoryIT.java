package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
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

            Process process = WorkerProcess.runOnce(config, output, "-Xmx256m");

            assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
            assertThat(Files.readString(output)).contains("5,000,000 new rows");
            assertThat(process.exitValue()).isZero();
        }
    }
}
