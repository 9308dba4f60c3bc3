package org.adei.cache.replication.bootstrap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the master of servers as they are: the one with transactions that replicates from nobody, or, where all are
 * new, the one of the highest priority. Whatever could lose rows is refused. Pure.
 */
public final class FirstStartPlanner {
    private FirstStartPlanner() {}

    /** Decides over all servers of a cluster, witnesses left out. */
    public static FirstStart plan(Collection<ServerFacts> all) {
        List<ServerFacts> servers =
                all.stream().filter(server -> !server.server().witness()).toList();
        List<String> reasons = new ArrayList<>();
        servers.forEach(server -> strangeMaster(server, servers).ifPresent(reasons::add));
        List<ServerFacts> roots =
                servers.stream().filter(server -> server.replica().isEmpty()).toList();
        List<ServerFacts> used =
                roots.stream().filter(server -> !server.binlogState().isEmpty()).toList();
        if (roots.isEmpty()) {
            reasons.add(
                    "every server replicates from another one: run STOP SLAVE; RESET SLAVE ALL on the one that is to"
                            + " lead");
        } else if (used.size() > 1) {
            reasons.add("two masters: " + String.join(" and ", names(used)) + " each hold transactions ("
                    + String.join(
                            "; ",
                            used.stream().map(s -> s.binlogState().toString()).toList())
                    + ") and replicate from nobody; keep one, empty the others and fill them from it");
        }
        if (!reasons.isEmpty()) {
            return new FirstStart.Refused(reasons);
        }
        ServerFacts master = master(servers, roots, used);
        reasons.addAll(errant(master, servers));
        return reasons.isEmpty()
                ? new FirstStart.Ready(
                        master.name(),
                        names(servers.stream()
                                .filter(server -> server != master && isToAttach(server, master))
                                .toList()))
                : new FirstStart.Refused(reasons);
    }

    private static ServerFacts master(List<ServerFacts> servers, List<ServerFacts> roots, List<ServerFacts> used) {
        if (!used.isEmpty()) {
            return used.get(0);
        }
        return roots.stream()
                .filter(root -> servers.stream().anyMatch(server -> follows(server, root)))
                .findFirst()
                .orElseGet(() -> roots.stream()
                        .min(Comparator.comparingInt(server -> server.server().priority()))
                        .orElseThrow());
    }

    private static boolean follows(ServerFacts server, ServerFacts master) {
        return server.replica()
                .filter(replica -> replica.masterId() == master.server().id()
                        || replica.master().equals(master.server().address()))
                .isPresent();
    }

    private static boolean isToAttach(ServerFacts server, ServerFacts master) {
        return server.replica().isEmpty()
                || isCutOff(server)
                || follows(server, master)
                        && server.replica()
                                .filter(FirstStartPlanner::standsStill)
                                .isPresent();
    }

    /** A start that ended within {@code CHANGE MASTER} leaves the name of a master behind that was never reached. */
    private static boolean isCutOff(ServerFacts server) {
        return server.binlogState().isEmpty()
                && server.replica()
                        .filter(replica -> replica.masterId() == 0 && standsStill(replica))
                        .isPresent();
    }

    private static boolean standsStill(ReplicaFacts replica) {
        return !replica.flow().receiving() && !replica.flow().applying();
    }

    private static Optional<String> strangeMaster(ServerFacts server, List<ServerFacts> servers) {
        return server.replica()
                .filter(replica -> !isCutOff(server) && servers.stream().noneMatch(other -> follows(server, other)))
                .map(replica -> server.name() + " replicates from " + replica.master()
                        + ", which is no server of this cluster: name it in the configuration, or run STOP SLAVE; RESET"
                        + " SLAVE ALL on " + server.name());
    }

    private static List<String> errant(ServerFacts master, List<ServerFacts> servers) {
        return servers.stream()
                .filter(server ->
                        !server.binlogState().beyond(master.binlogState()).isEmpty())
                // a healthy replica may have logged what the master wrote after its own state was read
                .filter(server -> !server.binlogState().beyond(master.binlogState()).last().keySet().stream()
                        .allMatch(
                                origin -> origin.endsWith("-" + master.server().id())
                                        && server.replica().isPresent()))
                .map(server -> server.name() + " holds transactions that the master " + master.name() + " has not: "
                        + server.binlogState().beyond(master.binlogState())
                        + "; empty it and fill it from the master")
                .toList();
    }

    private static List<String> names(List<ServerFacts> servers) {
        return servers.stream().map(ServerFacts::name).toList();
    }
}
