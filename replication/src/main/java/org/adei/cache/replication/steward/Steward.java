package org.adei.cache.replication.steward;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.adei.cache.failure.CacheException;
import org.adei.cache.replication.plan.Diagnosis;
import org.adei.cache.replication.plan.FailoverPlanner;
import org.adei.cache.replication.plan.Plan;
import org.adei.cache.replication.plan.Step;
import org.adei.cache.replication.state.ClusterSnapshot;
import org.adei.cache.replication.state.Contact;
import org.adei.cache.replication.state.ServerView;
import org.adei.cache.replication.state.Situation;

/**
 * One of many who watch over a cluster. Whoever has the votes of a majority of all configured servers leads: it renews
 * the master's lease and takes the steps that are planned, each only after it has proved its votes again. All others
 * stand by. {@link #round} is called by one thread again and again, {@link #renew} by another.
 */
public final class Steward {
    private static final int STUCK_LEASES = 20;
    private static final int SUSPICIONS = 2;

    private final Fleet fleet;
    private final FailoverPlanner planner;
    private final Terms terms;
    private final LongSupplier clock;
    private final Chronicle chronicle;
    private final Map<String, Long> stuckUntil = new HashMap<>();
    private final LeaseKeeper keeper;
    private final Moves moves;
    private final Approach approach = new Approach();
    private List<Diagnosis> known = List.of();
    private volatile Ballot mandate = new Ballot(0, 0, 0);
    private volatile boolean leads;
    private long outageSince = Long.MIN_VALUE;
    private long asked;
    private String chosen = "";
    private String refused = "";
    private int suspicions;

    /** A steward that stands by. The clock is monotonic, in ns. */
    public Steward(Fleet fleet, FailoverPlanner planner, Terms terms, LongSupplier clock, Chronicle chronicle) {
        this.fleet = fleet;
        this.planner = planner;
        this.terms = terms;
        this.clock = clock;
        this.chronicle = chronicle;
        this.moves = new Moves(terms.lease());
        this.keeper = new LeaseKeeper(fleet, fleet.observe().size(), terms, clock);
    }

    /** Renews the master's lease, if this steward leads; and keeps its votes; due five times in each lease. */
    public void renew() {
        if (!keeper.renew() && leads) {
            fleet.hold(mandate.term());
        }
    }

    /** Gives its votes back, if it leads; to be called by the thread of the rounds, or after its end. */
    public void release() {
        if (leads) {
            leads = false;
            keeper.stop();
            fleet.release(mandate.term());
        }
    }

    /** Looks at all servers once, and does what is to be done. Gives what is wrong. */
    public List<Diagnosis> round() {
        List<ServerView> views = fleet.observe();
        ClusterSnapshot seen = new ClusterSnapshot(views, situation());
        if (!seen.hasMajority() || !lead(seen)) {
            keeper.stop();
            return tell(planner.plan(seen).diagnoses());
        }
        gather(seen);
        ClusterSnapshot cluster = new ClusterSnapshot(views, judge(seen));
        Plan plan = planner.plan(cluster);
        tell(plan.diagnoses());
        carryOut(plan.steps(), cluster);
        return plan.diagnoses();
    }

    /** Whether this steward leads, which it tries if nobody does; votes that were its own do not have to run out first. */
    private boolean lead(ClusterSnapshot seen) {
        if (leads) {
            Set<String> held = fleet.hold(mandate.term());
            if (isMajority(held, seen)) {
                writes(held, seen);
                return true;
            }
            leads = false;
            chronicle.deposed(mandate.term());
        }
        long free = seen.servers().stream()
                .flatMap(view -> view.state().stream())
                .filter(state -> !state.vote().taken() || state.vote().term() == mandate.term())
                .count();
        if (2 * free <= seen.servers().size()) {
            return false;
        }
        ClusterSnapshot.Reign reign = seen.reign();
        Ballot ballot = new Ballot(nextTerm(seen), reign.epoch(), reign.primary());
        if (!isMajority(fleet.vote(ballot), seen)) {
            return false;
        }
        mandate = ballot;
        leads = true;
        keeper.elected();
        moves.forget();
        chronicle.elected(ballot.term());
        return true;
    }

    /** Servers that were away when this steward was elected vote for it too, so that it can do without another one. */
    private void gather(ClusterSnapshot seen) {
        boolean missing = seen.servers().stream()
                .flatMap(view -> view.state().stream())
                .anyMatch(state -> state.vote().term() < mandate.term());
        if (missing) {
            fleet.vote(mandate);
        }
    }

    private static boolean isMajority(Set<String> votes, ClusterSnapshot cluster) {
        return 2 * votes.size() > cluster.servers().size();
    }

    /** None is asked for twice: a server that hangs may grant it long after it was given up. */
    private long nextTerm(ClusterSnapshot cluster) {
        asked = cluster.servers().stream()
                        .flatMap(view -> view.state().stream())
                        .mapToLong(state -> state.vote().term())
                        .reduce(asked, Math::max)
                + 1;
        return asked;
    }

    /** Renews the lease of a master that works, and tells since when there is none. */
    private Situation judge(ClusterSnapshot seen) {
        ClusterSnapshot.Reign reign = seen.reign();
        seen.servers().stream()
                .filter(view -> view.contact() == Contact.REFUSED)
                .forEach(view -> forget(view.name()));
        if (keeper.gaveUp(reign.epoch())) {
            seen.primary().filter(view -> view.state().isPresent()).ifPresent(view -> stuck(view.name()));
        }
        ClusterSnapshot judged = new ClusterSnapshot(seen.servers(), situation());
        if (judged.master().isPresent()) {
            outageSince = Long.MIN_VALUE;
            String master = judged.master().get().name();
            chosen = wish(judged, master);
            keeper.keep(master, new Ballot(mandate.term(), reign.epoch(), reign.primary()));
        } else if (outageSince == Long.MIN_VALUE) {
            outageSince = clock.getAsLong();
        }
        return situation();
    }

    /** Another master that an operator wants; a wish that could not be fulfilled is not tried again. */
    private String wish(ClusterSnapshot seen, String master) {
        String wish = seen.wish().filter(name -> !name.equals(master)).orElse("");
        if (wish.isEmpty()) {
            refused = "";
        }
        return wish.equals(refused) ? "" : wish;
    }

    private Situation situation() {
        long now = clock.getAsLong();
        stuckUntil.values().removeIf(until -> until < now);
        Duration outage = outageSince == Long.MIN_VALUE ? Duration.ZERO : Duration.ofNanos(now - outageSince);
        return new Situation(
                keeper.isOver(), outage, terms.patience(), stuckUntil.keySet(), chosen, moves.recent(now), false);
    }

    /**
     * Before a master is closed its lease is let go: renewals pass {@code read_only}, and one that the next master has not
     * received would be an errant transaction.
     */
    private void carryOut(List<Step> steps, ClusterSnapshot cluster) {
        for (Step step : steps) {
            if (!isMajority(fleet.hold(mandate.term()), cluster)) {
                return;
            }
            if (step instanceof Step.Fence && !keeper.stopFor(step.server())) {
                return;
            }
            long start = clock.getAsLong();
            String failure = take(step, cluster, start);
            long took = clock.getAsLong() - start;
            chronicle.took(step, mandate, took, failure);
            if (!failure.isEmpty() && !step.mayFail()) {
                refused = step instanceof Step.CatchUp ? refused : chosen;
                chosen = "";
                return;
            }
            if (step instanceof Step.CatchUp && approach.again(took)) {
                return;
            }
        }
    }

    /** Gives why it failed, empty if it did not. */
    private String take(Step step, ClusterSnapshot cluster, long now) {
        try {
            if (step instanceof Step.Claim claim) {
                return claim(claim, cluster);
            }
            long until = now + terms.lease().toNanos();
            if (step instanceof Step.WriteLease) {
                keeper.mayLastUntil(until);
            }
            fleet.act(step, mandate, until);
            if (step instanceof Step.WriteLease) {
                keeper.keep(step.server(), mandate);
                stuckUntil.remove(step.server());
                if (!chosen.isEmpty() && !chosen.equals(step.server()) && isPrimary(step.server(), cluster)) {
                    refused = chosen;
                }
                chosen = "";
            } else if (step instanceof Step.Open) {
                long outage = outageSince == Long.MIN_VALUE ? 0 : clock.getAsLong() - outageSince;
                if (cluster.primary()
                        .filter(old -> !old.name().equals(step.server()))
                        .isPresent()) {
                    moves.moved(clock.getAsLong());
                }
                chronicle.crowned(step.server(), mandate, outage);
            }
            return "";
        } catch (CacheException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Gives why it failed, empty if it did not. Votes of before hold on where the new master does not give its own. */
    private String claim(Step.Claim claim, ClusterSnapshot cluster) {
        long primary = cluster.servers().stream()
                .filter(view -> view.name().equals(claim.server()))
                .mapToLong(view -> view.server().id())
                .findFirst()
                .orElse(0);
        long term = nextTerm(cluster);
        Ballot ballot = new Ballot(term, term, primary);
        Set<String> votes = fleet.claim(ballot);
        if (!votes.contains(claim.server())) {
            keeper.stop();
            suspect(claim.server(), cluster);
            return claim.server() + " does not vote for itself";
        }
        suspicions = 0;
        if (!isMajority(votes, cluster)) {
            leads = false;
            keeper.stop();
            return "votes are with another steward";
        }
        mandate = ballot;
        return "";
    }

    /** A master that answers while its vote, which is a write too, does not come as those of the others do: it hangs. */
    private void suspect(String server, ClusterSnapshot cluster) {
        suspicions = isPrimary(server, cluster) ? suspicions + 1 : 0;
        if (suspicions >= SUSPICIONS) {
            suspicions = 0;
            stuck(server);
        }
    }

    /** A vote is a write: who gives it stands still no more. Of a master its lease tells. */
    private void writes(Set<String> held, ClusterSnapshot seen) {
        String primary = seen.primary().map(ServerView::name).orElse("");
        stuckUntil.keySet().removeIf(name -> held.contains(name) && !name.equals(primary));
    }

    /** A process that died hangs no more, and has no lease to renew. */
    private void forget(String server) {
        stuckUntil.remove(server);
        keeper.died(server);
    }

    private static boolean isPrimary(String server, ClusterSnapshot cluster) {
        return cluster.primary().filter(view -> view.name().equals(server)).isPresent();
    }

    private void stuck(String server) {
        stuckUntil.put(
                server,
                clock.getAsLong() + terms.lease().multipliedBy(STUCK_LEASES).toNanos());
    }

    private List<Diagnosis> tell(List<Diagnosis> diagnoses) {
        if (!diagnoses.equals(known)) {
            known = diagnoses;
            chronicle.diagnosed(diagnoses);
        }
        return diagnoses;
    }
}
