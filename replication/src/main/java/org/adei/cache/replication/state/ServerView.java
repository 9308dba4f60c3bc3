package org.adei.cache.replication.state;

import java.util.List;
import java.util.Optional;
import org.adei.cache.settings.ClusterServer;

/**
 * A server of the configuration and what is known of it.
 *
 * @param name its name in the configuration
 * @param server its entry there
 * @param contact how it met the last question
 * @param state what it said; empty unless it answered
 * @param flaws what else is wrong with it, whether it answered or not
 */
public record ServerView(
        String name, ClusterServer server, Contact contact, Optional<ServerState> state, List<Flaw> flaws) {
    public ServerView {
        flaws = List.copyOf(flaws);
        if (state.isPresent() != (contact == Contact.ANSWERED)) {
            throw new IllegalArgumentException("server " + name + " is " + contact + " with state " + state
                    + ": expected a state of those who answered and of no others");
        }
    }

    /** A server without flaws. */
    public ServerView(String name, ClusterServer server, Contact contact, Optional<ServerState> state) {
        this(name, server, contact, state, List.of());
    }

    /** Whether it has a flaw that bars it from becoming master. */
    public boolean isBarred() {
        return flaws.stream().anyMatch(Flaw::bars);
    }

    /** Whether it answered and holds data. */
    public boolean isCandidate() {
        return state.isPresent() && !server.witness();
    }
}
