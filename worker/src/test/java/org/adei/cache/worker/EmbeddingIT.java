package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adei.cache.engine.CacheEngine;
import org.adei.cache.engine.RunListener;
import org.adei.cache.engine.RunReport;
import org.adei.cache.model.GroupId;
import org.adei.cache.query.Query;
import org.adei.cache.query.QueryResult;
import org.adei.cache.settings.Setup;
import org.adei.cache.settings.SetupFile;
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
    void theExampleStandsInTheReadme() throws IOException {
        String source = Files.readString(SOURCE);
        String example = source.substring(source.indexOf("// example\n") + 11, source.indexOf("// end\n"))
                .stripTrailing()
                .stripIndent();
        assertThat(Files.readString(README)).contains(example);
    }
}
