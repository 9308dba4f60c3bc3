package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker as a process of its own, killed at random moments. */
class KillIT {
    private static final int ROWS = 1_000_000;
    private static final int KILLS = 50;

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsMariaDb() {
        TestDatabase.unavailable().ifPresent(reason -> Assumptions.abort(reason));
    }

    @Test
    void fiftyKillsChangeNothingButTheTimeItTakes() throws Exception {
        String undisturbed;
        try (CacheFixture cache = new CacheFixture(folder)) {
            Path config = cache.config(source(folder.resolve("undisturbed")));
            assertThat(cache.cache(config).exit()).isEqualTo(AdeiCache.DONE);
            undisturbed = digest(config);
        }
        Path counter = folder.resolve("killed");
        try (CacheFixture cache = new CacheFixture(folder)) {
            Path config = cache.config(source(counter));
            Random random = new Random(4);
            int killed = 0;
            for (int i = 0; i < KILLS; i++) {
                killed += kill(config, counter, random) ? 1 : 0;
            }
            assertThat(killed).as("runs that were killed before they ended").isEqualTo(KILLS);
            try (WorkerProcess last = WorkerProcess.runOnce(config, folder.resolve("out"))) {
                assertThat(last.endsWithin(120_000)).isTrue();
                assertThat(last.exit()).isZero();
            }
            assertThat(digest(config)).isEqualTo(undisturbed);
        }
        assertThat(read(counter)).isBetween((long) ROWS, ROWS * 12L / 10);
    }

    /** Kills a run at a random moment of its reading; false if it was over before. */
    private boolean kill(Path config, Path counter, Random random) throws IOException, InterruptedException {
        long before = read(counter);
        long rows = random.nextInt(2 * ROWS / KILLS * 8 / 10);
        try (WorkerProcess process = WorkerProcess.runOnce(config, folder.resolve("out"))) {
            boolean ended = false;
            while (!ended && read(counter) - before <= rows) {
                ended = process.endsWithin(1);
            }
            boolean alive = process.isAlive();
            process.kill9();
            return alive;
        }
    }

    private static String digest(Path config) {
        var setup = SetupFile.load(config, System::getenv);
        try (CacheEngine engine = CacheEngine.open(setup)) {
            return engine.digest(engine.status().get(0).group().id()).value();
        }
    }

    private static long read(Path counter) throws IOException {
        return Files.exists(counter) && Files.size(counter) == Long.BYTES
                ? ByteBuffer.wrap(Files.readAllBytes(counter)).getLong()
                : 0;
    }

    private static String source(Path counter) {
        return "src: {type: counted, rows: " + ROWS + ", channels: 4, counter: \"" + counter + "\"}";
    }
}
