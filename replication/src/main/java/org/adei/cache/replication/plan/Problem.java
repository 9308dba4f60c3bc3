package org.adei.cache.replication.plan;

import static org.adei.cache.replication.plan.Signs.any;
import static org.adei.cache.replication.plan.Signs.isUnproven;
import static org.adei.cache.replication.plan.Signs.primary;
import static org.adei.cache.replication.plan.Signs.replica;
import static org.adei.cache.replication.plan.Signs.server;

import java.util.List;
import java.util.function.Function;
import org.adei.cache.replication.state.ClusterSnapshot;
import org.adei.cache.replication.state.Contact;
import org.adei.cache.replication.state.Content;
import org.adei.cache.replication.state.Flaw;
import org.adei.cache.replication.state.ReplicaState.Link;
import org.adei.cache.replication.state.ServerState;
import org.adei.cache.replication.state.ServerView;

/** All that can be wrong with a cluster, the most urgent first. */
public enum Problem {
    NO_MAJORITY(any(cluster -> !cluster.hasMajority()), "too few servers answer to decide anything; start servers"),
    TWO_MASTERS(
            any(cluster -> cluster.reign().epoch() == 0
                    && cluster.candidates().stream().filter(Signs::writable).count() > 1),
            "two servers accept writes and no reign was ever begun; set read_only=1 on all but one"),
    NO_REIGN(any(cluster -> cluster.reign().epoch() == 0), "no master was ever crowned; one is crowned now"),
    MASTER_DEAD(
            primary((cluster, view) -> view.contact() == Contact.REFUSED),
            "its process is gone; the best replica is promoted"),
    MASTER_SILENT(
            primary((cluster, view) -> Signs.mayWrite(view)),
            "it does not answer and may still write; the best replica is promoted once its lease is over"),
    MASTER_STUCK(
            primary((cluster, view) -> view.isCandidate() && stuck(cluster, view)),
            "it answers, but its commits do not end; see whether its disk is full; one that waits for a lost replica's"
                    + " receipt goes on without"),
    MASTER_CLOSED(
            primary((cluster, view) -> view.isCandidate()
                    && !stuck(cluster, view)
                    && cluster.master().isEmpty()),
            "it answers, but is read-only or without a lease that holds; a new reign begins"),
    MASTER_CLOCK_SLOW(
            primary((cluster, view) -> cluster.master().isPresent() && Signs.isSlow(view)),
            "leases would last longer there than the stewards wait for; it is closed and another one reigns"),
    MASTER_MOVES(
            primary((cluster, view) -> cluster.master().isPresent()
                    && !cluster.situation().chosen().isEmpty()
                    && !cluster.situation().chosen().equals(view.name())),
            "an operator wants another master"),
    STRAY_WRITER(
            replica((cluster, view) -> Signs.writable(view)), "it accepts writes and is not the master; it is fenced"),
    ERRANT(
            replica((cluster, view) -> !Signs.errant(cluster, view).isEmpty()),
            "it holds transactions that the master never had; they are taken back, or it is copied anew"),
    PARTIAL(
            replica((cluster, view) -> Signs.content(view) == Content.PARTIAL),
            "its rows are being taken back or filled in; it cannot become master until that has ended"),
    APPLY_BROKEN(
            replica((cluster, view) -> Signs.replication(view)
                    .filter(state -> !state.applying() && !state.error().isEmpty())
                    .isPresent()),
            "it cannot apply what it received; nothing is skipped, it is filled anew if it breaks again"),
    FOLLOWS_ANOTHER(
            replica((cluster, view) -> !Signs.followsMaster(cluster, view)),
            "it replicates from somebody else or from nobody; it is attached to the master"),
    REPLICATION_STOPPED(
            replica((cluster, view) -> Signs.replication(view)
                    .filter(state -> state.link() == Link.STOPPED || !state.applying())
                    .isPresent()),
            "its replication was stopped; it goes on"),
    UNRECEIVED(
            primary((cluster, view) -> Signs.receiptsLack(cluster)),
            "its commits do not wait for a replica's receipt, as semi-sync wants, so the last of them are lost with it;"
                    + " they wait as soon as a replica follows that has rpl_semi_sync_slave_enabled=ON"),
    MASTER_UNPROVEN(
            primary((cluster, view) -> isUnproven(cluster)),
            "it came to reign before it was compared with the master of then; the others are compared with it"),
    UNPROVEN(
            replica((cluster, view) -> Signs.content(view) == Content.UNPROVEN),
            "it came back and is compared with the master, row by row"),
    DENIED(
            server((cluster, view) -> view.contact() == Contact.DENIED),
            "it does not let the stewards in; correct cluster.accounts.manager, or the account's password on the server"),
    NO_RIGHTS(
            server((cluster, view) -> view.contact() == Contact.LIMITED || Signs.has(view, Flaw.Kind.RIGHTS)),
            "the stewards' account may not do there what they must; run what was named as root, or cluster init"),
    SETTINGS(
            server((cluster, view) -> Signs.has(view, Flaw.Kind.SETTINGS)),
            "it cannot become master until its my.cnf is mended and it was started again"),
    CLOCK_OFF(
            server((cluster, view) -> Signs.has(view, Flaw.Kind.CLOCK)),
            "leases are counted by both clocks; see to the time service of both machines"),
    FLAPPING(
            any(cluster -> FailoverPlanner.isFlapping(cluster)),
            "its master was moved too often of late and stays where it is for some leases; see what it fails of"),
    SERVER_LOST(
            server((cluster, view) ->
                    view.state().isEmpty() && view.contact() != Contact.DENIED && view.contact() != Contact.LIMITED),
            "it does not answer; start it, or mend the network");

    private final Function<ClusterSnapshot, List<String>> match;
    private final String advice;

    Problem(Function<ClusterSnapshot, List<String>> match, String advice) {
        this.match = match;
        this.advice = advice;
    }

    /** Names of those that have it. */
    public List<String> match(ClusterSnapshot cluster) {
        return match.apply(cluster);
    }

    /** What follows from it, for an operator. */
    public String advice() {
        return advice;
    }

    /** What was found of it at one that has it, empty if the advice says all. */
    String detail(ClusterSnapshot cluster, String server) {
        return switch (this) {
            case NO_RIGHTS -> Signs.found(cluster, server, Flaw.Kind.RIGHTS);
            case SETTINGS -> Signs.found(cluster, server, Flaw.Kind.SETTINGS);
            case CLOCK_OFF, MASTER_CLOCK_SLOW -> Signs.found(cluster, server, Flaw.Kind.CLOCK);
            default -> "";
        };
    }

    private static boolean stuck(ClusterSnapshot cluster, ServerView view) {
        return view.state().map(ServerState::readOnly).map(closed -> !closed).orElse(false)
                && cluster.situation().stuck().contains(view.name());
    }
}
