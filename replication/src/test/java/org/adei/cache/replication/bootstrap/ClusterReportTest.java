package org.adei.cache.replication.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterReportTest {
    @Test
    void masterReplicaAndLostServerAreTold() {
        ServerFacts master = Servers.master(1);
        List<ServerReport> reports = ClusterReport.of(
                Servers.cluster(3, true),
                Map.of("db1", master, "db2", Servers.replica(2, 1, "")),
                Map.of("db3", "refused"));
        assertThat(reports).extracting(report -> report.place().role()).containsExactly("master", "replica", "lost");
        assertThat(reports)
                .extracting(ServerReport::problems)
                .containsExactly(List.of(), List.of(), List.of("refused"));
    }

    @Test
    void twoMastersAreAProblemOfBoth() {
        ServerFacts first = Servers.master(1);
        ServerFacts second = Servers.master(2);
        assertThat(ClusterReport.of(Servers.cluster(2, true), Map.of("db1", first, "db2", second), Map.of()))
                .allSatisfy(report ->
                        assertThat(report.problems()).containsExactly("two masters accept writes: db1 and db2"));
    }

    @Test
    void whoFollowsNobodyOrSomebodyElseBesideAMasterIsAFault() {
        ServerFacts master = Servers.with(1, "read_only", "OFF");
        List<ServerReport> reports = ClusterReport.of(
                Servers.cluster(3, true),
                Map.of("db1", master, "db2", Servers.root(2, ""), "db3", Servers.replica(3, 2, "")),
                Map.of());
        assertThat(reports.get(0).faults()).isEmpty();
        assertThat(reports.get(1).faults())
                .singleElement()
                .asString()
                .startsWith("replicates from nobody, and the master is db1");
        assertThat(reports.get(2).faults())
                .singleElement()
                .asString()
                .startsWith("replicates from 10.0.0.2:3306, and the master is db1");
    }

    @Test
    void advicesOnSettingsAreNoFaults() {
        ServerFacts master = new ServerFacts(
                "db1",
                Servers.server(1),
                Servers.with(1, "slave_net_timeout", "60").variables(),
                Optional.empty());
        ServerReport report = ClusterReport.of(Servers.cluster(1, true), Map.of("db1", master), Map.of())
                .get(0);
        assertThat(report.faults()).isEmpty();
        assertThat(report.problems()).singleElement().asString().startsWith("slave_net_timeout is 60");
    }

    @Test
    void aMasterThatWaitsForNoReceiptsIsAProblemWhereItShould() {
        ServerFacts master = Servers.with(1, "read_only", "OFF");
        assertThat(ClusterReport.of(Servers.cluster(1, true), Map.of("db1", master), Map.of())
                        .get(0)
                        .problems())
                .singleElement()
                .asString()
                .contains("commits do not wait for a replica's receipt");
    }

    @Test
    void aReplicaThatStandsStillIsAProblem() {
        ServerFacts good = Servers.replica(2, 1, "");
        ServerFacts stopped = new ServerFacts(
                good.name(),
                good.server(),
                good.variables(),
                Optional.of(new ReplicaFacts(
                        "10.0.0.1:3306", 1, new ReplicaFacts.Flow(false, false, false), "Error 1032", -1)));
        ServerReport report = ClusterReport.of(Servers.cluster(2, true), Map.of("db2", stopped), Map.of())
                .get(1);
        assertThat(report.place().lag()).isEqualTo("?");
        assertThat(report.problems()).hasSize(4).anyMatch(problem -> problem.contains("Error 1032"));
    }
}
