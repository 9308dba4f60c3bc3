package org.adei.cache.replication.steward;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.adei.cache.replication.state.ClusterSnapshot;
import org.adei.cache.replication.state.GtidSet;
import org.adei.cache.replication.state.ServerState;
import org.adei.cache.replication.state.ServerView;

/**
 * What a reign cost in transactions.
 *
 * @param moved whether another server was master before
 * @param lost what that one had and the new one has not, unknown if it does not answer
 */
record Losses(boolean moved, OptionalLong lost) {
    private static final OptionalLong NOTHING = OptionalLong.of(0);

    /** Of a new master, by the last look before it was crowned and what it was waited for to apply since. */
    static Losses of(List<ServerView> views, String master, GtidSet applied) {
        Optional<ServerView> old = new ClusterSnapshot(views, Standing.OUTSIDE).primary();
        if (old.filter(view -> !view.name().equals(master)).isEmpty()) {
            return new Losses(false, NOTHING);
        }
        Optional<ServerState> before = old.flatMap(ServerView::state);
        Optional<ServerState> next = view(views, master).flatMap(ServerView::state);
        if (before.isEmpty() || next.isEmpty()) {
            return new Losses(true, OptionalLong.empty());
        }
        GtidSet held = next.get().held();
        GtidSet had = before.get().logged();
        return new Losses(true, OptionalLong.of(Math.min(Standing.missing(had, held), Standing.missing(had, applied))));
    }

    static Optional<ServerView> view(List<ServerView> views, String name) {
        return views.stream().filter(view -> view.name().equals(name)).findFirst();
    }

    /**
     * How many transactions are errant. Numbers of a domain rise over all its origins, so those of an origin begin after
     * what the master has of it, and after what others had written before.
     */
    static long errant(GtidSet errant, GtidSet own, GtidSet master) {
        long count = 0;
        for (Map.Entry<GtidSet.Origin, Long> end : errant.last().entrySet()) {
            long before = own.last().entrySet().stream()
                    .filter(other -> other.getKey().domain() == end.getKey().domain())
                    .mapToLong(Map.Entry::getValue)
                    .filter(number -> number < end.getValue())
                    .max()
                    .orElse(0);
            count += end.getValue() - Math.max(before, master.last().getOrDefault(end.getKey(), 0L));
        }
        return count;
    }
}
