package org.adei.cache.replication.steward;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.adei.cache.replication.state.ClusterSnapshot;
import org.adei.cache.replication.state.GtidSet;
import org.adei.cache.replication.state.ServerView;
import org.adei.cache.replication.state.Situation;

/**
 * How a cluster stands.
 *
 * @param epoch number of the last reign, 0 before the first
 * @param master name of its master, empty if it does not work
 * @param behind transactions that each replica has still to apply, of those that answer while there is a master
 */
public record Standing(long epoch, String master, Map<String, Long> behind) {
    static final Situation OUTSIDE = new Situation(false, Duration.ZERO, Duration.ZERO, Set.of(), "");

    public Standing {
        behind = Map.copyOf(behind);
    }

    /** What servers show at one moment. */
    static Standing of(List<ServerView> views) {
        ClusterSnapshot cluster = new ClusterSnapshot(views, OUTSIDE);
        Optional<ServerView> master = cluster.master();
        Map<String, Long> behind = new TreeMap<>();
        master.flatMap(ServerView::state)
                .ifPresent(leading -> cluster.candidates().stream()
                        .filter(view -> !view.name().equals(master.get().name()))
                        .forEach(view -> behind.put(
                                view.name(),
                                missing(
                                        leading.logged(),
                                        view.state().orElseThrow().logged()))));
        return new Standing(
                cluster.reign().epoch(), master.map(ServerView::name).orElse(""), behind);
    }

    /** How many transactions a position lacks that another one has; numbers of a domain rise by one. */
    static long missing(GtidSet all, GtidSet some) {
        Map<Long, Long> have = some.byDomain();
        return all.byDomain().entrySet().stream()
                .mapToLong(domain -> Math.max(0, domain.getValue() - have.getOrDefault(domain.getKey(), 0L)))
                .sum();
    }
}
