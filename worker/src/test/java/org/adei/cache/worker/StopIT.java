package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.store.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StopIT {
    private static final String SOURCE = "src: {type: counted, rows: 3000000, channels: 4, counter: \"%s\"}";

    @TempDir
    private Path folder;

    @Test
    void aWorkerThatIsAskedToEndGivesBackWhatItHolds() throws IOException, InterruptedException {
        try (CacheFixture cache = new CacheFixture(folder)) {
            Path counter = folder.resolve("counter");
            Path config = cache.config(SOURCE.formatted(counter));
            Path output = folder.resolve("output");
            String[] run = {"run", "--once", "--config", config.toString(), "--progress", "none"};
            try (WorkerProcess worker = WorkerProcess.start(output, run)) {
                boolean starting = true;
                while (starting) {
                    starting = read(counter) < 20_000 && !worker.endsWithin(5);
                }
                worker.terminate();
                assertThat(worker.endsWithin(10_000)).isTrue();
            }
            assertThat(Files.readString(output))
                    .contains("stopped before it was complete")
                    .doesNotContain("\tat ");
            try (CacheEngine engine = CacheEngine.open(SetupFile.load(config, System::getenv))) {
                assertThat(engine.status().get(0).spans()).isNotEmpty().noneMatch(Span::leased);
            }
        }
    }

    private static long read(Path counter) throws IOException {
        byte[] bytes = Files.exists(counter) ? Files.readAllBytes(counter) : new byte[0];
        return bytes.length == Long.BYTES ? ByteBuffer.wrap(bytes).getLong() : 0;
    }
}
