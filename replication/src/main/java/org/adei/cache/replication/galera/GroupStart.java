package org.adei.cache.replication.galera;

import java.util.List;

/** How a group that was off starts. */
public sealed interface GroupStart {
    /**
     * One node starts the group, the others join it.
     *
     * @param node the node that has most
     * @param position its {@code --wsrep_start_position}
     */
    record Bootstrap(String node, RecoveredPosition position) implements GroupStart {}

    /**
     * It must not start by itself.
     *
     * @param reasons one sentence each: which node, what to do
     */
    record Refused(List<String> reasons) implements GroupStart {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }
}
