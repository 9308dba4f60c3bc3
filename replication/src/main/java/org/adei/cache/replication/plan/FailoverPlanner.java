package org.adei.cache.replication.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adei.cache.replication.state.ClusterSnapshot;
import org.adei.cache.replication.state.Content;
import org.adei.cache.replication.state.GtidSet;
import org.adei.cache.replication.state.ReplicaState.Link;
import org.adei.cache.replication.state.ServerView;
import org.adei.cache.replication.state.Situation;

/**
 * Decides what the leading steward does next. Pure, and without memory: a steward that takes over in the middle goes on
 * from what it finds.
 */
public final class FailoverPlanner {
    /** So many moves within the time that a steward counts them in are the last for a while. */
    private static final int MOST_MOVES = 8;

    private final boolean receipts;

    /** Commits wait for a replica's receipt, where there is a replica, if {@code receipts}. */
    public FailoverPlanner(boolean receipts) {
        this.receipts = receipts;
    }

    /** The steps to take now, none if all is well or if there is nothing to do but wait. */
    public Plan plan(ClusterSnapshot seen) {
        ClusterSnapshot cluster =
                new ClusterSnapshot(seen.servers(), seen.situation().withReceipts(receipts));
        List<Diagnosis> diagnoses = Diagnoser.diagnose(cluster);
        return new Plan(diagnoses, steps(cluster, diagnoses));
    }

    private List<Step> steps(ClusterSnapshot cluster, List<Diagnosis> diagnoses) {
        if (diagnoses.isEmpty()) {
            return List.of();
        }
        Diagnosis first = diagnoses.get(0);
        return switch (first.problem()) {
            case NO_MAJORITY, TWO_MASTERS -> List.of();
            case NO_REIGN, MASTER_DEAD, MASTER_CLOSED -> promote(cluster);
            case MASTER_SILENT, MASTER_STUCK -> isLeaseOver(cluster) ? promote(cluster) : List.of();
            case MASTER_CLOCK_SLOW -> List.of(new Step.Fence(first.server()));
            case MASTER_MOVES -> moveFrom(cluster, first.server());
            default -> tidy(cluster);
        };
    }

    /** A master whose clock runs behind may take its lease to hold for longer, so all patience is spent on it. */
    private static boolean isLeaseOver(ClusterSnapshot cluster) {
        Situation situation = cluster.situation();
        return situation.leaseOver()
                && (cluster.primary().filter(Signs::isSlow).isEmpty()
                        || situation.outage().compareTo(situation.patience()) >= 0);
    }

    /** Whether the leading steward moved the master so often that it stays where it is for now. */
    static boolean isFlapping(ClusterSnapshot cluster) {
        return cluster.situation().moves() >= MOST_MOVES;
    }

    private List<Step> promote(ClusterSnapshot cluster) {
        List<Step> steps = new Succession(cluster, receipts).steps();
        return isFlapping(cluster) && Succession.moves(cluster, steps) ? List.of() : steps;
    }

    /**
     * Only towards a replica that is there; it is promoted once the old master is closed. What it lags behind is waited for
     * before, while writers go on: one that cannot catch up stops nobody.
     */
    private static List<Step> moveFrom(ClusterSnapshot cluster, String master) {
        String chosen = cluster.situation().chosen();
        if (isFlapping(cluster) || !canMoveTo(cluster, chosen)) {
            return tidy(cluster);
        }
        GtidSet position = cluster.master()
                .flatMap(ServerView::state)
                .map(state -> state.logged().position())
                .orElse(GtidSet.NONE);
        return List.of(new Step.CatchUp(chosen, position), new Step.Fence(master));
    }

    /** Whether a server is a replica that may become master while the one of today works. */
    public static boolean canMoveTo(ClusterSnapshot cluster, String name) {
        return cluster.candidates().stream()
                .anyMatch(view -> view.name().equals(name)
                        && !view.isBarred()
                        && !cluster.situation().stuck().contains(name)
                        && Signs.content(view) == Content.WHOLE
                        && Signs.followsMaster(cluster, view)
                        && Signs.replication(view)
                                .filter(state -> state.applying() && state.link() == Link.CONNECTED)
                                .isPresent());
    }

    /** What is left to do beside a master that works. */
    private static List<Step> tidy(ClusterSnapshot cluster) {
        Optional<ServerView> master = cluster.master();
        List<Step> steps = new ArrayList<>();
        if (Signs.receiptsLack(cluster)
                && cluster.candidates().stream().anyMatch(view -> Signs.givesReceipts(cluster, view))) {
            master.ifPresent(view -> steps.add(new Step.AwaitReceipts(view.name())));
        }
        if (Signs.isUnproven(cluster)) {
            master.ifPresent(view -> steps.addAll(vouch(cluster, view.name())));
        }
        for (ServerView view : cluster.candidates()) {
            if (master.isPresent() && !view.name().equals(master.get().name())) {
                steps.addAll(mend(cluster, view, master.get().name()));
            }
        }
        return steps;
    }

    /** First the others are put in doubt, so that a crash in between leaves nobody trusted who was not compared. */
    private static List<Step> vouch(ClusterSnapshot cluster, String master) {
        List<Step> doubts = cluster.candidates().stream()
                .filter(view -> !view.name().equals(master) && Signs.content(view) == Content.WHOLE)
                .<Step>map(view -> new Step.Doubt(view.name()))
                .toList();
        return doubts.isEmpty() ? List.of(new Step.Vouch(master)) : doubts;
    }

    private static List<Step> mend(ClusterSnapshot cluster, ServerView view, String master) {
        if (Signs.writable(view)) {
            return close(view);
        }
        GtidSet errant = Signs.errant(cluster, view);
        if (!errant.isEmpty() || Signs.content(view) == Content.PARTIAL || isBroken(cluster, view)) {
            return List.of(new Step.Restore(view.name(), master, errant));
        }
        if (!Signs.followsMaster(cluster, view)) {
            return List.of(new Step.Rejoin(view.name(), master));
        }
        boolean stopped = Signs.replication(view)
                .filter(state -> state.link() == Link.STOPPED || !state.applying())
                .isPresent();
        if (stopped) {
            return List.of(new Step.Resume(view.name(), master));
        }
        return Signs.content(view) == Content.UNPROVEN && !Signs.isUnproven(cluster)
                ? List.of(new Step.Compare(view.name(), master))
                : List.of();
    }

    /** A commit that waits for a receipt keeps a server open; its lease is over, so no client counts on its answer. */
    private static List<Step> close(ServerView stray) {
        Step fence = new Step.Fence(stray.name());
        return Signs.awaitsReceipts(stray) ? List.of(new Step.ForgoReceipts(stray.name()), fence) : List.of(fence);
    }

    /** Stopped by an error of its own, such as a row that is not there or a log that the master has no longer. */
    private static boolean isBroken(ClusterSnapshot cluster, ServerView view) {
        return Signs.followsMaster(cluster, view)
                && Signs.replication(view)
                        .filter(state -> !state.error().isEmpty())
                        .filter(state -> state.link() == Link.STOPPED || !state.applying())
                        .isPresent();
    }
}
