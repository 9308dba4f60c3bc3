package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Worker processes of which the leader is killed, frozen or ended. */
class LeaderIT {
    private static final String ALL = "scheduler,current,archive";

    /** Three seconds are promised; a loaded machine has more. */
    private static final long KILLED_MILLIS = 5_000;

    /** Well below the three seconds of a lease, so that nobody waited for its end. */
    private static final long ENDED_MILLIS = 2_000;

    @TempDir
    private Path folder;

    private LiveSetup setup;

    @BeforeEach
    void open() throws Exception {
        TestDatabase.unavailable().ifPresent(reason -> Assumptions.abort(reason));
        setup = new LiveSetup(folder);
        setup.table("log_a", 5_000);
    }

    @AfterEach
    void close() {
        setup.close();
    }

    /** Time until another process leads, in milliseconds. */
    private long handOver(String to) {
        long start = System.nanoTime();
        await().pollInterval(Duration.ofMillis(10))
                .atMost(LiveSetup.SOON)
                .until(() -> setup.leader().equals(to));
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.println("handed over after " + millis + " ms");
        return millis;
    }

    @Test
    void aLeaderThatIsKilledIsReplacedWithinSeconds() throws Exception {
        WorkerProcess first = setup.start("first", ALL);
        setup.awaitLeader("first");
        setup.start("second", ALL);
        await().atMost(LiveSetup.SOON)
                .until(() -> setup.ask("SELECT COUNT(*) FROM adei_worker").equals("2"));

        first.kill9();

        assertThat(handOver("second")).as("hand-over in ms").isLessThan(KILLED_MILLIS);
        assertThat(setup.named("worker-gone", "first")).contains("ended without saying so");
        setup.table("log_b", 1_000);
        setup.awaitRows("b", 1_000);
        setup.awaitRows("a", 5_000);
        setup.sameAsUndisturbed(2);
    }

    @Test
    void aLeaderThatEndsInOrderIsReplacedAtOnceAndEndsWithCodeZero() throws Exception {
        WorkerProcess first = setup.start("first", ALL);
        setup.awaitLeader("first");
        setup.start("second", ALL);
        await().atMost(LiveSetup.SOON)
                .until(() -> setup.ask("SELECT COUNT(*) FROM adei_worker").equals("2"));

        first.terminate();

        assertThat(handOver("second")).as("hand-over in ms").isLessThan(ENDED_MILLIS);
        assertThat(first.endsWithin(10_000)).isTrue();
        assertThat(first.exit()).isZero();
        setup.awaitRows("a", 5_000);
        setup.sameAsUndisturbed(1);
    }

    @Test
    void aLeaderThatIsFrozenBeyondItsLeaseStepsDownWhenItWakesUp() throws Exception {
        WorkerProcess first = setup.start("first", "scheduler");
        setup.awaitLeader("first");
        setup.start("second", ALL);
        await().atMost(LiveSetup.SOON)
                .until(() -> setup.ask("SELECT COUNT(*) FROM adei_worker").equals("2"));

        first.signal("STOP");
        setup.named("worker-silent", "first");
        setup.awaitLeader("second");
        String token = setup.ask("SELECT token FROM adei_leader");
        first.signal("CONT");
        await().atMost(LiveSetup.SOON).until(() -> setup.output("first").contains("this process stands by"));

        setup.table("log_b", 1_000);
        setup.awaitRows("b", 1_000);
        setup.awaitRows("a", 5_000);
        assertThat(setup.leader()).isEqualTo("second");
        assertThat(setup.ask("SELECT token FROM adei_leader")).isEqualTo(token);
        setup.sameAsUndisturbed(2);
    }
}
