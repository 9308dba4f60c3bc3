package org.adei.cache.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.adei.cache.testkit.mariadb.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes and goes under running workers: tables, the source, the configuration. */
class DiscoveryIT {
    @TempDir
    private Path folder;

    private LiveSetup setup;

    @BeforeEach
    void open() throws Exception {
        TestDatabase.unavailable().ifPresent(reason -> Assumptions.abort(reason));
        setup = new LiveSetup(folder);
        setup.table("log_a", 3_000);
    }

    @AfterEach
    void close() {
        setup.close();
    }

    @Test
    void tablesAndChannelsThatComeAreCachedWithoutARestart() throws Exception {
        setup.start("leader", "scheduler");
        setup.start("worker", "current,archive");
        setup.awaitRows("a", 3_000);

        setup.table("log_b", 2_500);
        setup.awaitRows("b", 2_500);
        setup.source("ALTER TABLE log_b ADD COLUMN v2 DOUBLE");
        await().atMost(LiveSetup.SOON)
                .until(() -> setup.ask(
                                "SELECT COUNT(*) FROM adei_channel c JOIN adei_group g ON g.number = c.group_number"
                                        + " WHERE g.name = 'b'")
                        .equals("3"));
        setup.rows("log_a", 3_000, 3_100);
        setup.awaitRows("a", 3_100);
    }

    @Test
    void aSourceThatIsGoneForAWhileIsNamedAndCaughtUpWith() throws Exception {
        setup.start("worker", "scheduler,current,archive");
        setup.awaitRows("a", 3_000);

        setup.proxy().refuse();
        assertThat(setup.named("source-down", "src")).contains("asked again in");
        setup.rows("log_a", 3_000, 5_000);
        setup.table("log_b", 500);
        setup.proxy().heal();

        setup.awaitRows("a", 5_000);
        setup.awaitRows("b", 500);
        setup.awaitNoMore("source-down", "src");
        setup.sameAsUndisturbed(2);
    }

    @Test
    void aCacheThatIsGoneForAWhileIsTakenUpAgain() throws Exception {
        setup.table("log_long", 60_000);
        setup.start("first", "scheduler,current,archive");
        setup.start("second", "scheduler,current,archive");
        await().atMost(LiveSetup.SOON).until(() -> setup.cachedRows("long") > 1_000);

        setup.cacheProxy().refuse();
        assertThat(setup.run("status")).satisfies(status -> {
            assertThat(status.exit()).isNotEqualTo(AdeiCache.DONE);
            assertThat(status.err()).contains("cache");
        });
        await().atMost(LiveSetup.SOON).until(() -> setup.leader().isEmpty());
        setup.rows("log_a", 3_000, 3_500);
        setup.cacheProxy().heal();

        setup.awaitRows("a", 3_500);
        setup.awaitRows("long", 60_000);
        assertThat(setup.leader()).isNotEmpty();
        setup.sameAsUndisturbed(2);
    }

    @Test
    void aTableThatIsDroppedInTheMiddleIsNamedAndTheOthersGoOn() throws Exception {
        setup.table("log_gone", 50_000);
        setup.start("worker", "scheduler,current,archive");
        await().atMost(LiveSetup.SOON).until(() -> setup.cachedRows("gone") > 0);

        setup.source("DROP TABLE log_gone");

        assertThat(setup.named("group", setup.group("gone"))).isNotEmpty();
        setup.table("log_b", 1_000);
        setup.awaitRows("b", 1_000);
        setup.awaitRows("a", 3_000);
        setup.sameAsUndisturbed(2);
    }

    @Test
    void aConfigurationThatChangesIsFollowedAndOneThatCannotBeUsedIsNot() throws Exception {
        setup.configure("log_(a)");
        setup.table("log_b", 1_000);
        setup.start("worker", "scheduler,current,archive");
        setup.awaitRows("a", 3_000);

        setup.configure("log_(a");
        assertThat(setup.run("status")).satisfies(status -> {
            assertThat(status.exit()).isEqualTo(AdeiCache.USAGE);
            assertThat(status.err()).contains("log_(a");
        });
        await().atMost(LiveSetup.SOON).until(() -> setup.output("worker").contains("the former one holds"));
        setup.rows("log_a", 3_000, 3_200);
        setup.awaitRows("a", 3_200);
        assertThat(setup.cachedRows("b")).isZero();

        setup.configure("log_(.+)");
        setup.awaitRows("b", 1_000);
        setup.sameAsUndisturbed(2);
    }
}
