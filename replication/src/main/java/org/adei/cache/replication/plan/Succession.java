package org.adei.cache.replication.plan;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.adei.cache.replication.state.ClusterSnapshot;
import org.adei.cache.replication.state.Content;
import org.adei.cache.replication.state.ReplicaState.Link;
import org.adei.cache.replication.state.ServerView;
import org.adei.cache.replication.state.Situation;

/**
 * The way to a new reign past servers that are barred from it: they are left out, but a master among them hands over what
 * it has to a replica that may follow it. Pure.
 */
final class Succession {
    private final ClusterSnapshot cluster;
    private final boolean receipts;
    private final Set<String> barred;

    Succession(ClusterSnapshot cluster, boolean receipts) {
        this.cluster = cluster;
        this.receipts = receipts;
        this.barred = cluster.candidates().stream()
                .filter(ServerView::isBarred)
                .map(ServerView::name)
                .collect(Collectors.toSet());
    }

    List<Step> steps() {
        Optional<ServerView> old = cluster.primary()
                .filter(view -> barred.contains(view.name()))
                .filter(view ->
                        !Signs.writable(view) || !cluster.situation().stuck().contains(view.name()));
        Optional<String> heir = old.flatMap(this::heir);
        if (heir.isPresent()) {
            List<Step> steps = promotion(old.get().name(), heir.get());
            if (steps.stream().noneMatch(step -> step instanceof Step.Claim && barred.contains(step.server()))) {
                return steps;
            }
        }
        return promotion("", cluster.situation().chosen());
    }

    /** The best of the replicas that have all of a master or get it still. */
    private Optional<String> heir(ServerView master) {
        return cluster.candidates().stream()
                .filter(view -> !view.isBarred()
                        && !cluster.situation().stuck().contains(view.name())
                        && Signs.content(view) != Content.PARTIAL)
                .filter(view -> Signs.replication(view)
                        .filter(state -> state.master().equals(master.server().address())
                                && state.applying()
                                && state.link() != Link.STOPPED)
                        .isPresent())
                .min(Comparator.comparing((ServerView view) ->
                                !view.name().equals(cluster.situation().chosen()))
                        .thenComparing(view -> view.server().priority())
                        .thenComparing(ServerView::name))
                .map(ServerView::name);
    }

    /** A master that is barred and closed counts as stuck only because its lease was not renewed. */
    private List<Step> promotion(String handsOver, String chosen) {
        if (barred.isEmpty()) {
            return new Promotion(cluster, receipts).steps();
        }
        Situation now = cluster.situation();
        Set<String> out = new HashSet<>(now.stuck());
        out.addAll(barred);
        out.remove(handsOver);
        Situation past =
                new Situation(now.leaseOver(), now.outage(), now.patience(), out, chosen, now.moves(), now.receipts());
        return new Promotion(new ClusterSnapshot(cluster.servers(), past), receipts).steps();
    }

    /** Whether steps lead to another master than the last one. */
    static boolean moves(ClusterSnapshot cluster, List<Step> steps) {
        return cluster.primary()
                .filter(old -> steps.stream()
                        .anyMatch(step ->
                                step instanceof Step.Claim && !step.server().equals(old.name())))
                .isPresent();
    }
}
