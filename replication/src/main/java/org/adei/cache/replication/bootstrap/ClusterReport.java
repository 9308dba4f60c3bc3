package org.adei.cache.replication.bootstrap;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterKind;
import org.adei.cache.settings.ClusterServer;

/** Tells how the servers of a cluster stand, each with its problems. Pure. */
public final class ClusterReport {
    private ClusterReport() {}

    /**
     * One line for each server of the configuration, in its order.
     *
     * @param found facts of the servers that answered, by name
     * @param lost why the others did not, by name
     */
    public static List<ServerReport> of(Cluster cluster, Map<String, ServerFacts> found, Map<String, String> lost) {
        Map<String, List<SettingProblem>> settings = SettingsCheck.problems(cluster, found.values()).stream()
                .collect(Collectors.groupingBy(SettingProblem::server));
        List<ServerFacts> masters = found.values().stream()
                .filter(server -> cluster.kind() == ClusterKind.REPLICAS && isMaster(server))
                .sorted(Comparator.comparing(ServerFacts::name))
                .toList();
        List<ServerReport> reports = new ArrayList<>();
        cluster.servers().forEach((name, server) -> {
            ServerFacts facts = found.get(name);
            reports.add(
                    facts == null
                            ? lost(name, server, lost.getOrDefault(name, "not asked"))
                            : report(cluster, facts, masters, settings.getOrDefault(name, List.of())));
        });
        return reports;
    }

    private static ServerReport lost(String name, ClusterServer server, String reason) {
        return new ServerReport(
                name, new ServerReport.Place("lost", server.address(), "-", "-"), "-", List.of(reason), List.of());
    }

    private static boolean isMaster(ServerFacts server) {
        return !server.server().witness() && server.replica().isEmpty() && !server.isOn("read_only");
    }

    private static ServerReport report(
            Cluster cluster, ServerFacts server, List<ServerFacts> masters, List<SettingProblem> settings) {
        List<String> faults = new ArrayList<>();
        List<String> advice = new ArrayList<>();
        server.replica().ifPresent(replica -> faults.addAll(replicaProblems(server, replica)));
        if (cluster.kind() == ClusterKind.REPLICAS && !server.server().witness()) {
            faults.addAll(placeProblems(server, masters));
        }
        if (cluster.semiSync() && isMaster(server) && !server.isOn("rpl_semi_sync_master_enabled")) {
            advice.add("commits do not wait for a replica's receipt, as semi-sync wants: they do once a worker sees a"
                    + " replica follow; start the others");
        }
        if (cluster.kind() == ClusterKind.GALERA && !server.server().witness()) {
            faults.addAll(GaleraHealth.of(server).problems());
        }
        settings.stream()
                .filter(SettingProblem::blocks)
                .map(ClusterReport::text)
                .forEach(faults::add);
        settings.stream()
                .filter(problem -> !problem.blocks())
                .map(ClusterReport::text)
                .forEach(advice::add);
        String position = server.variable(server.replica().isPresent() ? "gtid_slave_pos" : "gtid_binlog_pos");
        return new ServerReport(
                server.name(),
                new ServerReport.Place(
                        role(cluster, server),
                        server.server().address(),
                        server.isOn("read_only") ? "yes" : "no",
                        server.replica().map(ClusterReport::lag).orElse("-")),
                position.isEmpty() ? "-" : position,
                faults,
                advice);
    }

    private static String text(SettingProblem problem) {
        return problem.toString().substring(problem.server().length() + 2);
    }

    /** Whether everybody is where one master and its replicas would be. */
    private static List<String> placeProblems(ServerFacts server, List<ServerFacts> masters) {
        List<String> problems = new ArrayList<>();
        List<String> names = masters.stream().map(ServerFacts::name).toList();
        if (names.size() > 1 && names.contains(server.name())) {
            problems.add("two masters accept writes: " + String.join(" and ", names));
        }
        if (names.size() == 1 && !names.contains(server.name())) {
            ServerFacts master = masters.get(0);
            String from = server.replica().map(ReplicaFacts::master).orElse("nobody");
            boolean follows = server.replica()
                    .filter(replica -> replica.master().equals(master.server().address())
                            || replica.masterId() == master.server().id())
                    .isPresent();
            if (!follows) {
                problems.add("replicates from " + from + ", and the master is " + master.name()
                        + ": the stewards attach it, if any process with the configuration runs");
            }
        }
        return problems;
    }

    private static String role(Cluster cluster, ServerFacts server) {
        if (server.server().witness()) {
            return "witness";
        }
        if (cluster.kind() == ClusterKind.GALERA) {
            return "node";
        }
        if (server.replica().isPresent()) {
            return "replica";
        }
        return isMaster(server) ? "master" : "alone";
    }

    private static String lag(ReplicaFacts replica) {
        return replica.lagSeconds() < 0 ? "?" : replica.lagSeconds() + " s";
    }

    private static List<String> replicaProblems(ServerFacts server, ReplicaFacts replica) {
        List<String> problems = new ArrayList<>();
        if (!replica.flow().receiving()) {
            problems.add("not connected to its master " + replica.master());
        }
        if (!replica.flow().applying()) {
            problems.add("does not apply what it receives");
        }
        if (!replica.flow().byGtid()) {
            problems.add("replicates by file and offset: expected MASTER_USE_GTID=slave_pos");
        }
        if (!server.isOn("read_only")) {
            problems.add("is a replica and accepts writes: set read_only=1");
        }
        if (!replica.error().isEmpty()) {
            problems.add(replica.error());
        }
        return problems;
    }
}
