package org.adei.cache.replication.galera;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides how one node starts. All nodes decide by the same positions, so that one of them starts the group at most. Pure.
 */
final class NodeStartPlanner {
    private NodeStartPlanner() {}

    /**
     * Decides.
     *
     * @param self name of this node
     * @param nodes what is seen of every node of the configuration, this one included
     * @param gone nodes that an operator has given up
     */
    static NodeStart plan(String self, Map<String, NodeView> nodes, Set<String> gone) {
        List<NodeView.Serving> group = nodes.values().stream()
                .filter(NodeView.Serving.class::isInstance)
                .map(NodeView.Serving.class::cast)
                .toList();
        if (!group.isEmpty()) {
            return new NodeStart.Join(group.stream().anyMatch(NodeView.Serving::closed));
        }
        List<String> reasons = new ArrayList<>();
        Map<String, Optional<RecoveredPosition>> positions = new TreeMap<>();
        new TreeMap<>(nodes).forEach((name, view) -> {
            if (gone.contains(name)) {
                stillThere(name, view).ifPresent(reasons::add);
            } else if (view instanceof NodeView.Off off) {
                positions.put(name, Optional.of(off.position()));
            } else {
                reasons.add(missing(name, view));
            }
        });
        return reasons.isEmpty() ? among(self, positions) : new NodeStart.Wait(reasons);
    }

    /** A node that was given up and holds more would come to differ from the rest. */
    private static Optional<String> stillThere(String name, NodeView view) {
        return view instanceof NodeView.Silent
                ? Optional.empty()
                : Optional.of(
                        name + " was said to be gone and is there: leave out --without " + name + " on all nodes");
    }

    private static String missing(String name, NodeView view) {
        return view instanceof NodeView.Idle idle
                ? name + " runs and serves nobody (" + idle.reason() + "): stop it, and start it by cluster recover"
                : name + " has not told its position: start it by cluster recover, or say --without " + name
                        + " on all other nodes if it is lost for good";
    }

    private static NodeStart among(String self, Map<String, Optional<RecoveredPosition>> positions) {
        GroupStart start = GroupStartPlanner.plan(positions);
        if (start instanceof GroupStart.Bootstrap bootstrap) {
            return bootstrap.node().equals(self)
                    ? new NodeStart.Lead(bootstrap.position())
                    : new NodeStart.Wait(List.of(bootstrap.node() + " starts the group, for it has most ("
                            + bootstrap.position() + "), and does not serve yet: see the log of its server"));
        }
        return new NodeStart.Wait(((GroupStart.Refused) start).reasons());
    }
}
