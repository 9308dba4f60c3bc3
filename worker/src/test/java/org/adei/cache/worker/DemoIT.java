package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoIT {
    private static final Pattern FOLDERS = Pattern.compile("data were in (\\S+), the rest in (\\S+);");

    @BeforeAll
    static void needsMariaDb() {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Missing missing) {
            Assumptions.abort(missing.reason());
        }
    }

    @Test
    void theDemoDoesItAllAndLeavesNothingBehind() {
        Session demo = Session.run("demo", "--progress", "none");
        assertThat(demo.err()).isEmpty();
        assertThat(demo.exit()).isEqualTo(AdeiCache.DONE);
        assertThat(demo.out())
                .contains(
                        "lab/slowcontrol/machine_temperature",
                        "lab/slowcontrol/vibration",
                        "200,000",
                        "weather/beijing/beijing-pm25",
                        "43,824")
                .contains("from the cache", "* mean", "rows/s inserting one by one", "Done in")
                .doesNotContain("FAILED", "DIFFERS");
        Matcher folders = FOLDERS.matcher(demo.out());
        assertThat(folders.find()).isTrue();
        assertThat(Path.of(folders.group(1))).doesNotExist();
        assertThat(Path.of(folders.group(2))).doesNotExist();
    }

    @Test
    void aDemoThatIsAskedToEndCleansUp(@TempDir Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        try (WorkerProcess worker = WorkerProcess.start(output, "demo", "--progress", "none")) {
            boolean starting = true;
            while (starting) {
                starting = !Files.readString(output).contains("Caching") && !worker.endsWithin(20);
            }
            worker.terminate();
            assertThat(worker.endsWithin(15_000)).isTrue();
        }
        assertThat(Files.readString(output)).contains("stopped").doesNotContain("\tat ");
    }
}
