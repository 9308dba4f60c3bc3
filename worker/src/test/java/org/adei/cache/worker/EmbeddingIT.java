package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.Lanes;
import org.adei.cache.engine.RunListener;
import org.adei.cache.engine.RunReport;
import org.adei.cache.model.GroupId;
import org.adei.cache.query.Query;
import org.adei.cache.query.QueryResult;
import org.adei.cache.scheduler.Scheduler;
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.SetupFile;
import org.adei.cache.store.Span;
import org.adei.cache.work.LaneName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of the README, compiled, run, and compared with what stands there. */
class EmbeddingIT {
    private static final Path SOURCE = Path.of("src/test/java/org/adei/cache/worker/EmbeddingIT.java");
    private static final Path README = Path.of("../README.md");

    private static double[] example(Path file) {
        // example
        Setup setup = SetupFile.load(file, System::getenv);
        try (CacheEngine engine = CacheEngine.open(setup)) {
            RunReport report = engine.runOnce(RunListener.NONE); // reads only what is not cached yet
            if (!report.done()) {
                throw new IllegalStateException("not everything is cached: " + report);
            }
            GroupId group = GroupId.parse("kdb/slowcontrol/heater");
            QueryResult answer = engine.query(Query.of(group, 1000).channels("v0"));
            answer.parts().forEach(System.out::println); // level, interval, from the cache or not cached yet
            return answer.samples().channels().get(0).mean(); // beside min, max and counts
        }
        // end
    }

    @Test
    void theExampleOfTheReadmeRuns(@TempDir Path folder) {
        try (CacheFixture cache = new CacheFixture(folder)) {
            Path config = cache.config(
                    "kdb: {type: rows, seed: 1, rows: 100, channels: [v0], database: slowcontrol, groups: [heater]}");
            assertThat(example(config)).isNotEmpty();
        }
    }

    @Test
    @SuppressWarnings("try") // the scheduler works by being there
    void anEmbedderIsPartOfTheRunningSystem(@TempDir Path folder) {
        try (CacheFixture cache = new CacheFixture(folder)) {
            Setup setup = SetupFile.load(
                    cache.config("kdb: {type: rows, seed: 1, rows: 100, channels: [v0], groups: [heater]}"),
                    System::getenv);
            try (CacheEngine engine = CacheEngine.open(setup);
                    Lanes lanes = engine.start(
                            Map.of(LaneName.CURRENT, 2, LaneName.ARCHIVE, 4), Duration.ofDays(7), RunListener.NONE);
                    Scheduler scheduler = Scheduler.start(engine, setup, "my-process", System.out::println)) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> engine.status().stream()
                                        .flatMap(group -> group.spans().stream())
                                        .mapToLong(Span::rows)
                                        .sum()
                                == 100);
            }
        }
    }

    @Test
    void theExampleStandsInTheReadme() throws IOException {
        String source = Files.readString(SOURCE);
        String example = source.substring(source.indexOf("// example\n") + 11, source.indexOf("// end\n"))
                .stripTrailing()
                .stripIndent();
        assertThat(Files.readString(README)).contains(example);
    }
}
