package org.adei.cache.replication.state;

import java.util.Optional;
import org.adei.cache.settings.ClusterServer;

/**
 * A server of the configuration and what is known of it.
 *
 * @param name its name in the configuration
 * @param server its entry there
 * @param contact how it met the last question
 * @param state what it said; empty unless it answered
 */
public record ServerView(String name, ClusterServer server, Contact contact, Optional<ServerState> state) {
    public ServerView {
        if (state.isPresent() != (contact == Contact.ANSWERED)) {
            throw new IllegalArgumentException("server " + name + " is " + contact + " with state " + state
                    + ": expected a state of those who answered and of no others");
        }
    }

    /** Whether it answered and holds data. */
    public boolean isCandidate() {
        return state.isPresent() && !server.witness();
    }
}
