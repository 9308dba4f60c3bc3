package org.adei.cache.replication.bootstrap;

import java.util.ArrayList;
import java.util.List;

/**
 * What a node of Galera says of its group.
 *
 * @param ready whether it answers queries ({@code wsrep_ready})
 * @param state {@code wsrep_local_state_comment}, {@code Synced} when all is well
 * @param component {@code wsrep_cluster_status}, {@code Primary} with a majority
 * @param nodes members of its group
 */
public record GaleraHealth(boolean ready, String state, String component, long nodes) {
    /** Reads it out of a node's status. */
    public static GaleraHealth of(ServerFacts node) {
        return new GaleraHealth(
                node.isOn("wsrep_ready"),
                node.variable("wsrep_local_state_comment"),
                node.variable("wsrep_cluster_status"),
                node.number("wsrep_cluster_size"));
    }

    /** Whether the node may be read and written. A donor may too, where its state transfer does not block. */
    public boolean serves() {
        return ready && component.equals("Primary") && (state.equals("Synced") || state.startsWith("Donor"));
    }

    /** One sentence for each thing that is wrong. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!component.equals("Primary")) {
            problems.add("is in no majority (wsrep_cluster_status " + component + "): it serves nobody");
        } else if (!ready) {
            problems.add("is not ready (" + state + ")");
        } else if (!serves()) {
            problems.add("is " + state + ": it serves when it is Synced");
        }
        return problems;
    }
}
