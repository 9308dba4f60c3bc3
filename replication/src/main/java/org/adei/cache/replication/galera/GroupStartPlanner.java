package org.adei.cache.replication.galera;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Chooses the node that starts a group after all were off: the one that has most. Every node of the configuration must
 * know its position, for the one that does not may be the one that has most. Pure.
 */
public final class GroupStartPlanner {
    private GroupStartPlanner() {}

    /**
     * Decides; of nodes that have the same the first by name starts.
     *
     * @param nodes what each node of the configuration recovered; empty where it gave no position
     */
    public static GroupStart plan(Map<String, Optional<RecoveredPosition>> nodes) {
        List<String> reasons = new ArrayList<>();
        Map<String, RecoveredPosition> known = new TreeMap<>();
        new TreeMap<>(nodes).forEach((name, position) -> {
            if (position.isEmpty()) {
                reasons.add(name + " gave no position: run mariadbd --wsrep-recover with Galera's real library on it; a"
                        + " missing position is not zero");
            } else if (!position.get().isKnown()) {
                reasons.add(name + " does not know its position (" + position.get()
                        + "): if its data may go, empty its data folder and let it join later");
            } else {
                known.put(name, position.get());
            }
        });
        long groups =
                known.values().stream().map(RecoveredPosition::group).distinct().count();
        if (groups > 1) {
            reasons.add(
                    "nodes belong to different groups: " + known + "; keep those of one group and empty the others");
        }
        Optional<Map.Entry<String, RecoveredPosition>> most = known.entrySet().stream()
                .reduce((a, b) -> b.getValue().number() > a.getValue().number() ? b : a);
        if (most.isEmpty() || !reasons.isEmpty()) {
            return new GroupStart.Refused(
                    reasons.isEmpty() ? List.of("no node is named: expected at least one") : reasons);
        }
        return new GroupStart.Bootstrap(most.get().getKey(), most.get().getValue());
    }
}
