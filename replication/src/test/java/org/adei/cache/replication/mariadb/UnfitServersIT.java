package org.adei.cache.replication.mariadb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.replication.plan.Diagnoser;
import org.adei.cache.replication.plan.Diagnosis;
import org.adei.cache.replication.plan.Problem;
import org.adei.cache.replication.plan.Step;
import org.adei.cache.replication.state.ClusterSnapshot;
import org.adei.cache.replication.state.Contact;
import org.adei.cache.replication.state.ServerView;
import org.adei.cache.replication.state.Situation;
import org.adei.cache.replication.steward.Ballot;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnfitServersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Situation OUTSIDE = new Situation(false, Duration.ZERO, Duration.ZERO, Set.of(), "");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private Guarded cluster;
    private int row;

    @BeforeAll
    static void needsAServer() {
        if (MariaDbBinaries.locate() instanceof MariaDbBinaries.Missing missing) {
            assumeTrue(false, missing.reason());
        }
    }

    @BeforeEach
    void start() {
        cluster = new Guarded(3, 0);
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
        cluster.close();
    }

    private void execute(int id, String... statements) throws SQLException {
        try (Connection root = cluster.servers.server(id).connect("");
                Statement statement = root.createStatement()) {
            statement.execute("SET SESSION sql_log_bin = 0");
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> found(MariaDbFleet fleet, Problem problem) {
        return Diagnoser.diagnose(new ClusterSnapshot(fleet.observe(), OUTSIDE)).stream()
                .filter(each -> each.problem() == problem)
                .map(Diagnosis::toString)
                .toList();
    }

    @Test
    void aRightThatWasTakenAwayIsNamedWithTheGrantThatMendsIt() throws SQLException {
        try (MariaDbFleet fleet = new MariaDbFleet(cluster.cluster, "test", threads)) {
            assertThat(fleet.observe()).extracting(ServerView::contact).containsOnly(Contact.ANSWERED);
            await().atMost(PATIENCE).until(() -> found(fleet, Problem.NO_RIGHTS).isEmpty());
            execute(2, "REVOKE SLAVE MONITOR ON *.* FROM 'adei_manager'@'127.0.0.1'");
        }
        try (MariaDbFleet fleet = new MariaDbFleet(cluster.cluster, "test", threads)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(found(fleet, Problem.NO_RIGHTS))
                            .singleElement()
                            .asString()
                            .contains("db2", "GRANT SLAVE MONITOR ON *.* TO 'adei_manager'@'127.0.0.1'"));
            assertThat(fleet.observe().get(1).contact()).isEqualTo(Contact.LIMITED);
            assertThat(found(fleet, Problem.SERVER_LOST)).isEmpty();
            execute(2, "GRANT SLAVE MONITOR ON *.* TO 'adei_manager'@'127.0.0.1'");
            await().atMost(PATIENCE).until(() -> found(fleet, Problem.NO_RIGHTS).isEmpty());
            assertThat(fleet.observe().get(1).contact()).isEqualTo(Contact.ANSWERED);
        }
    }

    @Test
    void aStepThatFailsForWantOfARightNamesTheGrantAndBarsTheServer() throws SQLException {
        execute(2, "REVOKE READ_ONLY ADMIN ON *.* FROM 'adei_manager'@'127.0.0.1'");
        try (MariaDbFleet fleet = new MariaDbFleet(cluster.cluster, "test", threads)) {
            assertThat(fleet.observe().get(1).contact()).isEqualTo(Contact.LIMITED);
        }
        execute(2, "GRANT READ_ONLY ADMIN ON *.* TO 'adei_manager'@'127.0.0.1'");
        try (MariaDbFleet fleet = new MariaDbFleet(cluster.cluster, "test", threads)) {
            assertThat(fleet.observe().get(1).contact()).isEqualTo(Contact.ANSWERED);
        }
        execute(2, "REVOKE READ_ONLY ADMIN ON *.* FROM 'adei_manager'@'127.0.0.1'");
        try (MariaDbFleet fleet = new MariaDbFleet(cluster.cluster, "test", threads)) {
            assertThatThrownBy(() -> fleet.act(new Step.Fence("db2"), new Ballot(1, 1, 2), 0))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("GRANT READ_ONLY ADMIN ON *.* TO 'adei_manager'@'127.0.0.1'");
            assertThat(fleet.observe().get(1).isBarred()).isTrue();
        }
    }

    @Test
    void settingsThatBarAServerAreNamed() throws SQLException {
        execute(2, "SET GLOBAL gtid_strict_mode = 0");
        execute(3, "SET GLOBAL gtid_domain_id = 5");
        try (MariaDbFleet fleet = new MariaDbFleet(cluster.cluster, "test", threads)) {
            assertThat(found(fleet, Problem.SETTINGS))
                    .hasSize(2)
                    .anyMatch(text -> text.contains("db2: gtid_strict_mode is OFF"))
                    .anyMatch(text -> text.contains("db3: gtid_domain_id is 5, expected 0"));
            assertThat(fleet.observe().stream()
                            .filter(ServerView::isBarred)
                            .map(ServerView::name)
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder("db2", "db3");
        }
    }

    @Test
    @SuppressWarnings("try") // the steward works by being there
    void theSecondReplicaIsCrownedWhereTheFirstHasStrictModeOff() throws SQLException {
        cluster.makeTable(1);
        try (Stewardship steward = Stewardship.start(cluster.cluster, "one", cluster.reigns::add)) {
            await().atMost(PATIENCE).until(() -> cluster.write(++row) == 1);
            execute(2, "SET GLOBAL gtid_strict_mode = 0");
            cluster.servers.server(1).kill9();
            await().atMost(PATIENCE).until(() -> cluster.write(++row) != 0);
            assertThat(cluster.write(++row)).isEqualTo(3);
        }
    }
}
