package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that are corrected, deleted and inserted in the source long after they were cached. */
class ScrubIT {
    private static final int ROWS = 3_000;

    @TempDir
    private Path folder;

    private LiveSetup setup;

    @BeforeEach
    void open() throws Exception {
        TestDatabase.unavailable().ifPresent(reason -> Assumptions.abort(reason));
        setup = new LiveSetup(folder);
        setup.table("log_a", ROWS);
        setup.table("log_b", ROWS);
        setup.scrub("1s");
    }

    @AfterEach
    void close() {
        setup.close();
    }

    private JsonNode group(String name) {
        for (JsonNode group : setup.status().path("groups")) {
            if (group.get("group").asText().equals(setup.group(name))) {
                return group;
            }
        }
        return setup.status();
    }

    @Test
    void runningWorkersNoticeWhatWasChangedInTheSource() throws Exception {
        setup.start("first", "scheduler,current,archive");
        setup.start("second", "current,archive");
        setup.awaitRows("a", ROWS);
        setup.awaitRows("b", ROWS);
        await().atMost(LiveSetup.SOON).until(() -> group("a").path("compared_s").isNumber());
        assertThat(group("a").path("healed_windows").asLong()).isZero();

        setup.source("UPDATE log_a SET v0 = v0 + 1 WHERE ts = 1700000700000");
        setup.source("DELETE FROM log_a WHERE ts IN (1700001700000, 1700001701000)");
        setup.source("INSERT INTO log_b VALUES (1700002300500, 5, NULL)");

        await().atMost(LiveSetup.SOON)
                .until(() -> group("a").path("healed_windows").asLong() == 2
                        && group("b").path("healed_windows").asLong() == 1);
        setup.awaitRows("a", ROWS - 2);
        setup.awaitRows("b", ROWS + 1);
        assertThat(setup.output("first") + setup.output("second"))
                .contains("differed from the source, whose rows were changed since; they are cached anew");
        assertThat(setup.run("status").out()).contains("compared with their sources: 2 of 2 groups");
        setup.sameAsUndisturbed(2);
    }
}
