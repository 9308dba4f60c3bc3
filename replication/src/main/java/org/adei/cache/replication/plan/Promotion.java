package org.adei.cache.replication.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.adei.cache.replication.state.ClusterSnapshot;
import org.adei.cache.replication.state.Content;
import org.adei.cache.replication.state.GtidSet;
import org.adei.cache.replication.state.ReplicaState;
import org.adei.cache.replication.state.ReplicaState.Link;
import org.adei.cache.replication.state.ServerState;
import org.adei.cache.replication.state.ServerView;

/** The way to a new reign: freeze, choose by what was received, apply, re-point the others, open. Pure. */
final class Promotion {
    private static final Comparator<ServerView> PREFERENCE = Comparator.comparingInt(
                    (ServerView view) -> view.server().priority())
            .thenComparing(ServerView::name);

    private final ClusterSnapshot cluster;
    private final boolean receipts;
    private final List<ServerView> able;

    Promotion(ClusterSnapshot cluster, boolean receipts) {
        this.cluster = cluster;
        this.receipts = receipts;
        List<ServerView> whole = cluster.candidates().stream()
                .filter(view -> Signs.content(view) != Content.PARTIAL)
                .toList();
        List<ServerView> free = whole.stream()
                .filter(view -> !cluster.situation().stuck().contains(view.name()))
                .toList();
        // a master whose last replica was lost stands still for want of a receipt, and goes on without; any other that
        // stood still is tried again in the end if it is the only one: it may have been mended
        this.able = free.isEmpty()
                ? whole.stream()
                        .filter(view -> isPatienceOver() || Signs.awaitsReceipts(view))
                        .toList()
                : free;
    }

    List<Step> steps() {
        if (able.isEmpty() || waits()) {
            return List.of();
        }
        Optional<ServerView> present = presentMaster();
        if (present.isPresent()) {
            return present.filter(this::isNotWanted).isPresent() ? handOver(present.get()) : crown(present.get());
        }
        List<Step> freeze = freeze();
        if (!freeze.isEmpty()) {
            return freeze;
        }
        List<Step> unread = unread();
        return unread.isEmpty() ? best().map(this::crown).orElse(List.of()) : unread;
    }

    /** A reign that a replica has received and not yet applied would be missed. */
    private List<Step> unread() {
        boolean agreed =
                able.stream().mapToLong(view -> state(view).epoch()).distinct().count() <= 1;
        return able.stream()
                .filter(view -> !agreed && !state(view).logged().reaches(usable(view)))
                .<Step>map(
                        view -> new Step.AwaitApplied(view.name(), usable(view).position()))
                .toList();
    }

    private boolean isPatienceOver() {
        return cluster.situation().outage().compareTo(cluster.situation().patience()) >= 0;
    }

    /** Servers that may hold more are waited for, except a master that is the reason for all this. */
    private boolean waits() {
        if (isPatienceOver()) {
            return false;
        }
        boolean heardOfLastReign = able.stream()
                .anyMatch(view -> state(view).epoch() >= cluster.reign().epoch());
        return !heardOfLastReign
                || cluster.servers().stream()
                        .filter(view -> !view.server().witness() && view.state().isEmpty())
                        .anyMatch(view -> cluster.primary()
                                .filter(primary -> primary.name().equals(view.name()))
                                .isEmpty());
    }

    /** The master of the last reign, if it is there and nobody holds what it lacks. */
    private Optional<ServerView> presentMaster() {
        return first().filter(master -> state(master).replica().isEmpty())
                .filter(master -> able.stream()
                        .allMatch(view -> state(view).epoch() <= state(master).epoch()
                                && state(master).logged().reaches(usable(view))));
    }

    private Optional<ServerView> first() {
        if (cluster.reign().epoch() > 0) {
            return cluster.primary().filter(able::contains);
        }
        return able.stream().filter(Signs::writable).findFirst();
    }

    private boolean isNotWanted(ServerView master) {
        String chosen = cluster.situation().chosen();
        return !chosen.isEmpty()
                && !chosen.equals(master.name())
                && able.stream()
                        .filter(view -> view.name().equals(chosen))
                        .flatMap(view -> state(view).replica().stream())
                        .anyMatch(replica -> replica.applying()
                                && replica.link() != Link.STOPPED
                                && replica.master().equals(master.server().address()));
    }

    /** From a master that is closed to the one that an operator chose. */
    private List<Step> handOver(ServerView master) {
        ServerView chosen = able.stream()
                .filter(view -> view.name().equals(cluster.situation().chosen()))
                .findFirst()
                .orElse(master);
        GtidSet all = state(master).logged();
        List<Step> steps = new ArrayList<>();
        if (!state(master).readOnly()) {
            return List.of(new Step.Fence(master.name()));
        }
        steps.add(new Step.AwaitApplied(chosen.name(), all.position()));
        steps.addAll(crown(chosen));
        return steps;
    }

    private List<Step> freeze() {
        List<Step> steps = new ArrayList<>();
        for (ServerView view : able) {
            state(view)
                    .replica()
                    .filter(replica -> replica.link() != Link.STOPPED)
                    .ifPresent(replica -> {
                        if (!replica.applying() && replica.error().isEmpty()) {
                            steps.add(new Step.StartApplying(view.name()));
                        } else if (replica.applying()) {
                            steps.add(new Step.StopReceiving(view.name()));
                        }
                    });
        }
        return steps;
    }

    /** What a server can come to: what it has received counts only while it is being applied. */
    private static GtidSet usable(ServerView view) {
        ServerState state = state(view);
        return state.replica().filter(ReplicaState::applying).isPresent() ? state.held() : state.logged();
    }

    /** The last reign counts before the position: a master set back may have gone further in a reign that is past. */
    private Optional<ServerView> best() {
        long epoch = able.stream().mapToLong(view -> state(view).epoch()).max().orElse(0);
        List<ServerView> last =
                able.stream().filter(view -> state(view).epoch() == epoch).toList();
        return last.stream()
                .filter(view -> last.stream().allMatch(other -> usable(view).reaches(usable(other))))
                .min(Comparator.comparing((ServerView view) ->
                                !view.name().equals(cluster.situation().chosen()))
                        .thenComparing(PREFERENCE));
    }

    private List<Step> crown(ServerView best) {
        List<Step> steps = new ArrayList<>();
        if (!state(best).logged().reaches(usable(best))) {
            steps.add(new Step.AwaitApplied(best.name(), usable(best).position()));
        }
        steps.add(new Step.Claim(best.name()));
        if (state(best).replica().isPresent()) {
            steps.add(new Step.Detach(best.name()));
        }
        List<String> followers = followers(best);
        followers.forEach(name -> steps.add(new Step.Follow(name, best.name())));
        if (Signs.awaitsReceipts(best)) {
            // what waits now was written under a lease that is over, so nobody counts it; the new lease must not wait
            steps.add(new Step.ForgoReceipts(best.name()));
        }
        if (receipts && !followers.isEmpty()) {
            steps.add(new Step.AwaitReceipts(best.name()));
        }
        steps.add(new Step.WriteLease(best.name()));
        steps.add(new Step.Open(best.name()));
        return steps;
    }

    /** Replicas without a life of their own; all others are attached once there is a master. */
    private List<String> followers(ServerView best) {
        return able.stream()
                .filter(view -> !view.name().equals(best.name()) && state(view).readOnly())
                .filter(view -> state(view).replica().isPresent())
                .filter(view -> usable(best).reaches(state(view).logged()))
                .map(ServerView::name)
                .toList();
    }

    private static ServerState state(ServerView view) {
        return view.state().orElseThrow();
    }
}
