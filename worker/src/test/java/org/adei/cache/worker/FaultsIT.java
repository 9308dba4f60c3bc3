package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults of workers and sources, on processes at work; what is cached is that of an undisturbed run. */
class FaultsIT {
    private static final String ALL = "scheduler,current,archive";

    /** Longer than the leases of the setup. */
    private static final Duration BEYOND_LEASES = Duration.ofSeconds(6);

    @TempDir
    private Path folder;

    private LiveSetup setup;

    @BeforeEach
    void open() {
        TestDatabase.unavailable().ifPresent(reason -> Assumptions.abort(reason));
        setup = new LiveSetup(folder);
    }

    @AfterEach
    void close() {
        setup.close();
    }

    private void awaitSome(String group, long rows) {
        await().atMost(LiveSetup.SOON).until(() -> setup.cachedRows(group) >= rows);
    }

    private void awaitStatus(String words) {
        await().atMost(LiveSetup.SOON).until(() -> setup.run("status").out().contains(words));
    }

    @Test
    void workersThatAreFrozenBeyondTheirLeasesOrKilledLoseNothing() throws Exception {
        setup.table("log_a", 60_000);
        setup.table("log_b", 500);
        WorkerProcess first = setup.start("first", ALL);
        WorkerProcess second = setup.start("second", "current,archive");
        awaitSome("a", 1_000);

        second.signal("STOP");
        long frozen = System.nanoTime();
        setup.rows("log_b", 500, 600);
        await().pollDelay(Duration.ZERO)
                .atMost(LiveSetup.SOON)
                .until(() -> System.nanoTime() - frozen > BEYOND_LEASES.toNanos());
        second.signal("CONT");
        first.kill9();
        setup.rows("log_b", 600, 700);
        setup.start("third", ALL);

        setup.awaitRows("a", 60_000);
        setup.awaitRows("b", 700);
        second.kill9();
        setup.rows("log_b", 700, 800);
        setup.awaitRows("b", 800);
        setup.sameAsUndisturbed(2);
    }

    @Test
    void aGroupThatDeliversAHundredTimesItsRateIsCaughtUpWithAndOthersDoNotWait() throws Exception {
        setup.table("log_calm", 200);
        setup.table("log_wild", 200);
        setup.start("w", ALL);
        setup.awaitRows("calm", 200);
        setup.awaitRows("wild", 200);
        for (int i = 0; i < 10; i++) {
            setup.rows("log_wild", 200 + 4_000 * i, 4_200 + 4_000 * i);
            setup.rows("log_calm", 200 + i, 201 + i);
        }
        setup.awaitRows("calm", 210);
        setup.awaitRows("wild", 40_200);
        setup.sameAsUndisturbed(2);
    }

    /** libfaketime, as Debian's package has it, on the machine or in a folder of LD_LIBRARY_PATH. */
    private static Optional<Path> wrongClock() {
        String folders = System.getenv().getOrDefault("LD_LIBRARY_PATH", "") + ":/usr/lib/x86_64-linux-gnu";
        return Stream.of(folders.split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "faketime", "libfaketime.so.1"))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    @Test
    void workersWhoseClocksAreAnHourOffWorkTogether() throws Exception {
        Optional<Path> library = wrongClock();
        Assumptions.assumeTrue(library.isPresent(), "no libfaketime on this machine: install the package libfaketime");
        setup.table("log_a", 30_000);
        setup.table("log_b", 500);
        for (String offset : List.of("+3600s", "-3600s")) {
            setup.start(
                    "clock" + offset,
                    ALL,
                    Map.of("LD_PRELOAD", library.orElseThrow().toString(), "FAKETIME", offset));
        }
        WorkerProcess right = setup.start("right", ALL);
        awaitSome("a", 1_000);
        setup.rows("log_b", 500, 600);
        right.kill9();
        setup.awaitRows("a", 30_000);
        setup.awaitRows("b", 600);
        assertThat(setup.run("status").out()).contains("clock+3600s", "clock-3600s");
        setup.sameAsUndisturbed(2);
    }

    @Test
    void aFullQueueHoldsUpNobodyAndLosesNothing() throws Exception {
        setup.queue(10);
        setup.table("log_a", 80_000);
        setup.table("log_b", 80_000);
        setup.start("leader", "scheduler");
        await().atMost(LiveSetup.SOON)
                .until(() -> setup.ask("SELECT COUNT(*) FROM adei_queue_ready").equals("10"));
        setup.start("w", "current,archive");
        setup.awaitRows("a", 80_000);
        setup.awaitRows("b", 80_000);
        setup.sameAsUndisturbed(2);
    }

    @Test
    void aSourceThatIsSlowThenRefusesIsNamedAndCaughtUpWith() throws Exception {
        setup.table("log_a", 5_000);
        setup.start("w", ALL);
        setup.awaitRows("a", 5_000);
        setup.proxy().delay(Duration.ofMillis(300));
        setup.rows("log_a", 5_000, 5_100);
        setup.awaitRows("a", 5_100);
        setup.proxy().refuse();
        setup.rows("log_a", 5_100, 5_200);
        awaitStatus("src");
        await().atMost(LiveSetup.SOON)
                .until(() -> !setup.ask("SELECT message FROM adei_source WHERE name = 'src' AND NOT reachable")
                        .isEmpty());
        setup.proxy().heal();
        setup.awaitRows("a", 5_200);
        setup.sameAsUndisturbed(1);
    }

    @Test
    void rowsThatCannotBeReadAreCountedAndTheOthersCached() throws Exception {
        setup.source("CREATE TABLE log_a (ts BIGINT, v0 DOUBLE, v1 DOUBLE, KEY (ts))");
        setup.rows("log_a", 0, 3_000);
        setup.source("INSERT INTO log_a VALUES (NULL, 1, 1), (9223372036854775807, 1, 1)");
        setup.start("w", ALL);
        setup.awaitRows("a", 3_000);
        setup.rows("log_a", 3_000, 3_100);
        setup.awaitRows("a", 3_100);
        setup.sameAsUndisturbed(1);
    }
}
