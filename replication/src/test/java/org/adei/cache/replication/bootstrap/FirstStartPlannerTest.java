package org.adei.cache.replication.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FirstStartPlannerTest {
    @Test
    void ofNewServersTheOneOfHighestPriorityLeads() {
        assertThat(plan(Servers.root(1, ""), Servers.root(2, ""), Servers.root(3, "")))
                .isEqualTo(new FirstStart.Ready("db3", List.of("db1", "db2")));
    }

    @Test
    void theServerWithTransactionsLeads() {
        assertThat(plan(Servers.root(1, "0-1-5"), Servers.root(2, "")))
                .isEqualTo(new FirstStart.Ready("db1", List.of("db2")));
    }

    @Test
    void whoReplicatesAlreadyIsLeftAlone() {
        assertThat(plan(Servers.root(1, "0-1-5"), Servers.replica(2, 1, "0-1-5"), Servers.root(3, "")))
                .isEqualTo(new FirstStart.Ready("db1", List.of("db3")));
    }

    @Test
    void aReplicaOfTheMasterThatStandsStillIsAttachedAgain() {
        assertThat(plan(
                        Servers.root(1, "0-1-5"),
                        Servers.replica(2, 1, "0-1-5", new ReplicaFacts.Flow(false, false, true)),
                        Servers.replica(3, 2, "0-1-5", new ReplicaFacts.Flow(false, false, true)),
                        Servers.replica(4, 1, "0-1-5", new ReplicaFacts.Flow(false, true, true))))
                .isEqualTo(new FirstStart.Ready("db1", List.of("db2")));
    }

    @Test
    void aServerThatHoldsNothingAndNeverReachedTheMasterThatItNamesIsAttached() {
        ReplicaFacts.Flow still = new ReplicaFacts.Flow(false, false, true);
        assertThat(plan(Servers.root(1, "0-1-5"), Servers.replica(2, 0, "", still)))
                .isEqualTo(new FirstStart.Ready("db1", List.of("db2")));
        refused("db2 replicates from 10.0.0.0:3306", Servers.root(1, "0-1-5"), Servers.replica(2, 0, "0-1-5", still));
    }

    @Test
    void aReplicaThatIsReadAMomentLaterIsNotErrant() {
        assertThat(plan(Servers.root(1, "0-1-5"), Servers.replica(2, 1, "0-1-9")))
                .isEqualTo(new FirstStart.Ready("db1", List.of()));
    }

    @Test
    void twoMastersAreRefused() {
        refused("two masters: db1 and db2", Servers.root(1, "0-1-5"), Servers.root(2, "0-2-3"));
    }

    @Test
    void errantTransactionsAreRefusedAndNamed() {
        refused(
                "db2 holds transactions that the master db1 has not: 0-2-6",
                Servers.root(1, "0-1-5"),
                Servers.replica(2, 1, "0-1-5,0-2-6"));
    }

    @Test
    void aReplicaOfSomebodyElseIsRefused() {
        refused(
                "db2 replicates from 10.0.0.9:3306, which is no server of this cluster",
                Servers.root(1, "0-1-5"),
                Servers.replica(2, 9, "0-1-5"));
    }

    @Test
    void aRingIsRefused() {
        refused("every server replicates", Servers.replica(1, 2, "0-1-5"), Servers.replica(2, 1, "0-1-5"));
    }

    private static FirstStart plan(ServerFacts... servers) {
        return FirstStartPlanner.plan(List.of(servers));
    }

    private static void refused(String reason, ServerFacts... servers) {
        assertThat(plan(servers))
                .isInstanceOfSatisfying(
                        FirstStart.Refused.class,
                        refused -> assertThat(refused.reasons())
                                .anySatisfy(line -> assertThat(line).contains(reason)));
    }
}
