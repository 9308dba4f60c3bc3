package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    private static final String AT_WORK = "SELECT COUNT(*) FROM adei_queue_leased WHERE token > 0";

    private static final String HELD = "SELECT COUNT(*) FROM adei_coverage WHERE lease_until > SYSDATE(6)"
            + " AND session_id IN (SELECT id FROM information_schema.processlist)";

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

    @Test
    void workersThatAreFrozenBeyondTheirLeasesOrKilledLoseNothing() throws Exception {
        setup.table("log_a", 60_000);
        setup.table("log_b", 500);
        WorkerProcess first = setup.start("first", ALL);
        WorkerProcess second = setup.start("second", "current,archive");
        awaitSome("a", 1_000);

        second.signal("STOP");
        long frozen = System.nanoTime();
        setup.named("worker-silent", "second");
        setup.rows("log_b", 500, 600);
        await().pollDelay(Duration.ZERO)
                .atMost(LiveSetup.SOON)
                .until(() -> System.nanoTime() - frozen > BEYOND_LEASES.toNanos());
        second.signal("CONT");
        first.kill9();
        setup.named("worker-gone", "first");
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
        assertThat(setup.named("queue-full", "lane archive")).contains("10 items");
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
        setup.proxy().delay(Duration.ofSeconds(4));
        assertThat(setup.named("source-down", "src")).contains("has not answered for 5 s");
        setup.proxy().delay(Duration.ZERO);
        setup.awaitNoMore("source-down", "src");
        setup.proxy().refuse();
        setup.rows("log_a", 5_100, 5_200);
        setup.named("source-down", "src", "asked again in");
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

    /** A source on a server of its own, in place of the one that tests share. */
    private void ownSource() throws SQLException {
        setup.close();
        setup = new LiveSetup(folder, LiveSource.own());
    }

    /** Takes all connections that the source lets its reader have, those of workers too. */
    private void takeAllConnections(List<Connection> held) {
        Set<Long> numbers = new HashSet<>();
        await().pollInterval(Duration.ofMillis(10)).atMost(LiveSetup.SOON).until(() -> {
            try {
                Connection connection = setup.source().read();
                held.add(connection);
                try (ResultSet row = connection.createStatement().executeQuery("SELECT CONNECTION_ID()")) {
                    row.next();
                    numbers.add(row.getLong(1));
                }
            } catch (SQLException e) {
                setup.source().kickOut(numbers);
            }
            return held.size() == LiveSource.MOST_CONNECTIONS;
        });
    }

    @Test
    void aSourceAtItsLimitOfConnectionsIsNamedAndCaughtUpWith() throws Exception {
        ownSource();
        setup.table("log_a", 5_000);
        setup.start("w", ALL);
        setup.awaitRows("a", 5_000);
        List<Connection> held = new ArrayList<>();
        try {
            takeAllConnections(held);
            setup.rows("log_a", 5_000, 5_100);
            setup.named("source-down", "src", "max_user_connections");
            assertThat(setup.cachedRows("a")).isEqualTo(5_000);
        } finally {
            for (Connection connection : held) {
                connection.close();
            }
        }
        setup.awaitRows("a", 5_100);
        setup.awaitNoMore("source-down", "src");
        setup.sameAsUndisturbed(1);
    }

    @Test
    void aRowThatTheSourceCannotComputeIsSetAsideWithItsNameUntilItIsMended() throws Exception {
        setup.source("CREATE TABLE counts (ts BIGINT PRIMARY KEY, n BIGINT UNSIGNED, less BIGINT UNSIGNED)");
        setup.source("INSERT INTO counts SELECT 1700000000000 + 1000 * seq, seq + 5, IF(seq = 1000, 9999, 5)"
                + " FROM seq_0_to_7999");
        setup.source("CREATE VIEW log_p AS SELECT ts, CAST(n - less AS DOUBLE) AS v0, SIN(n) AS v1 FROM counts");
        setup.start("w", ALL);
        awaitSome("p", 5_000);

        String group = setup.group("p");
        assertThat(setup.named("quarantine", group)).contains("out of range", "at the row behind 2023-11-14T22:");
        assertThat(setup.named("quarantine", "lane archive")).contains("1 items are set aside");
        assertThat(setup.run("retry", "--list", "--group", group).out()).contains(group, "out of range");
        assertThat(setup.run("retry", "--list", "--group", group + "x").err()).contains("did you mean " + group);

        setup.source("UPDATE counts SET less = 5 WHERE less > 5");
        assertThat(setup.run("retry", "--group", group).out()).contains("1 item is put back");
        setup.awaitRows("p", 8_000);
        setup.awaitNoMore("quarantine", group);
        setup.awaitNoMore("group", group);
        setup.sameAsUndisturbed(1);
    }

    @Test
    void planningThatIsHeldUpIsNamedAndGoesOn() throws Exception {
        setup.start("w", ALL);
        setup.awaitLeader("w");
        setup.cache("CREATE TRIGGER no_room BEFORE INSERT ON adei_queue_ready FOR EACH ROW"
                + " SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'no room here'");
        setup.table("log_a", 5_000);
        await().atMost(LiveSetup.SOON).until(() -> setup.output("w").contains("no room here"));
        assertThat(setup.named("planning", "w")).contains("no room here");
        setup.cache("DROP TRIGGER no_room");
        setup.awaitRows("a", 5_000);
        setup.awaitNoMore("planning", "w");
        setup.sameAsUndisturbed(1);
    }

    @Test
    void aWorkerWhoseSourceHangsEndsWithinTenSecondsAndGivesItsWorkBack() throws Exception {
        ownSource();
        setup.table("log_a", 200_000);
        setup.table("log_b", 500);
        WorkerProcess worker = setup.start("w", ALL);
        awaitSome("a", 1_000);
        setup.awaitRows("b", 500);

        setup.source().server().freeze();
        try {
            await().atMost(LiveSetup.SOON)
                    .until(() ->
                            !setup.ask(AT_WORK).equals("0") && setup.output("w").contains("leads now"));
            long asked = System.nanoTime();
            worker.terminate();
            assertThat(worker.endsWithin(10_000)).isTrue();
            System.out.printf("ended after %d ms%n", (System.nanoTime() - asked) / 1_000_000);
            assertThat(worker.exit()).as(setup.output("w")).isZero();
            assertThat(setup.ask(AT_WORK))
                    .as("items still handed out\n" + setup.output("w"))
                    .isEqualTo("0");
            await().atMost(Duration.ofSeconds(2)).until(() -> setup.ask(HELD).equals("0"));
            assertThat(setup.problem("worker-gone", "w")).isEmpty();
        } finally {
            setup.source().server().resume();
        }
        setup.start("other", ALL);
        setup.awaitRows("a", 200_000);
        setup.sameAsUndisturbed(2);
    }
}
