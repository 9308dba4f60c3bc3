package org.adei.cache.replication.state;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All servers at one moment, as one steward sees them.
 *
 * @param servers every server of the configuration, witnesses included
 * @param situation what the steward itself knows
 */
public record ClusterSnapshot(List<ServerView> servers, Situation situation) {
    public ClusterSnapshot {
        servers = List.copyOf(servers);
    }

    /**
     * A master and the number of its reign.
     *
     * @param epoch 0 before the first one
     * @param primary {@code server_id}
     */
    public record Reign(long epoch, long primary) {}

    /** Whether more than half of all configured servers answered; those that are down count. */
    public boolean hasMajority() {
        return 2 * servers.stream().filter(view -> view.state().isPresent()).count() > servers.size();
    }

    /** Servers that answered and hold data. */
    public List<ServerView> candidates() {
        return servers.stream().filter(ServerView::isCandidate).toList();
    }

    /** The server that an operator wants as master, if more than half of all configured servers say the same. */
    public Optional<String> wish() {
        return servers.stream()
                .flatMap(view -> view.state().stream())
                .map(state -> state.vote().wish())
                .filter(wish -> !wish.isEmpty())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .filter(entry -> 2 * entry.getValue() > servers.size())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The last reign that anybody heard of, finished or not. */
    public Reign reign() {
        return servers.stream()
                .flatMap(view -> view.state().stream())
                .flatMap(state -> Stream.concat(
                        Stream.of(new Reign(state.vote().epoch(), state.vote().primary())),
                        state.lease().map(lease -> new Reign(lease.epoch(), lease.primary())).stream()))
                .max(Comparator.comparingLong(Reign::epoch))
                .orElse(new Reign(0, 0));
    }

    /** The master of the last reign, whether it answers or not. */
    public Optional<ServerView> primary() {
        Reign reign = reign();
        return servers.stream()
                .filter(view -> reign.epoch() > 0 && view.server().id() == reign.primary())
                .findFirst();
    }

    /** The master of the last reign, if it works: writable, nobody's replica, with a lease that holds. */
    public Optional<ServerView> master() {
        Reign reign = reign();
        return primary()
                .filter(view -> !situation.stuck().contains(view.name()))
                .filter(view -> view.state()
                        .filter(state -> !state.readOnly() && state.replica().isEmpty())
                        .flatMap(ServerState::lease)
                        .filter(lease -> lease.epoch() == reign.epoch()
                                && !lease.left().isNegative()
                                && !lease.left().isZero())
                        .isPresent());
    }
}
