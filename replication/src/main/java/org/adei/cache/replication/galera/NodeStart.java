package org.adei.cache.replication.galera;

import java.util.List;

/** How one node starts, given what is seen of all. */
sealed interface NodeStart {
    /** It starts the group. */
    record Lead(RecoveredPosition position) implements NodeStart {}

    /**
     * It joins a group that is there.
     *
     * @param closed whether the group waits for its nodes to be compared
     */
    record Join(boolean closed) implements NodeStart {}

    /**
     * Not yet.
     *
     * @param reasons one sentence each: which node, what to do
     */
    record Wait(List<String> reasons) implements NodeStart {
        public Wait {
            reasons = List.copyOf(reasons);
        }
    }
}
