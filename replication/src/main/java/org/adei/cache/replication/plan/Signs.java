package org.adei.cache.replication.plan;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.adei.cache.replication.state.ClusterSnapshot;
import org.adei.cache.replication.state.Contact;
import org.adei.cache.replication.state.Content;
import org.adei.cache.replication.state.Flaw;
import org.adei.cache.replication.state.GtidSet;
import org.adei.cache.replication.state.ReplicaState;
import org.adei.cache.replication.state.ReplicaState.Link;
import org.adei.cache.replication.state.ServerState;
import org.adei.cache.replication.state.ServerView;

/** The signs that problems are told by. */
final class Signs {
    private Signs() {}

    /** Something of the cluster as a whole. */
    static Function<ClusterSnapshot, List<String>> any(Predicate<ClusterSnapshot> sign) {
        return cluster -> sign.test(cluster) ? List.of("cluster") : List.of();
    }

    /** Something of any server. */
    static Function<ClusterSnapshot, List<String>> server(BiPredicate<ClusterSnapshot, ServerView> sign) {
        return cluster -> cluster.servers().stream()
                .filter(view -> sign.test(cluster, view))
                .map(ServerView::name)
                .toList();
    }

    /** Something of the master of the last reign. */
    static Function<ClusterSnapshot, List<String>> primary(BiPredicate<ClusterSnapshot, ServerView> sign) {
        return cluster -> cluster.primary().filter(view -> sign.test(cluster, view)).map(ServerView::name).stream()
                .toList();
    }

    /** Something of a server with data beside a master that works. */
    static Function<ClusterSnapshot, List<String>> replica(BiPredicate<ClusterSnapshot, ServerView> sign) {
        return server((cluster, view) -> cluster.master()
                .filter(master -> view.isCandidate() && !view.name().equals(master.name()))
                .filter(master -> sign.test(cluster, view))
                .isPresent());
    }

    static boolean writable(ServerView view) {
        return view.isCandidate()
                && view.state().filter(state -> !state.readOnly()).isPresent();
    }

    /** Whether it is not known what it does. */
    static boolean mayWrite(ServerView view) {
        return Set.of(Contact.SILENT, Contact.DENIED, Contact.LIMITED).contains(view.contact());
    }

    static boolean has(ServerView view, Flaw.Kind kind) {
        return view.flaws().stream().anyMatch(flaw -> flaw.kind() == kind);
    }

    /** Whether a lease would last longer there than the stewards believe. */
    static boolean isSlow(ServerView view) {
        return view.flaws().stream().anyMatch(flaw -> flaw.kind() == Flaw.Kind.CLOCK && flaw.bars());
    }

    static String found(ClusterSnapshot cluster, String server, Flaw.Kind kind) {
        return cluster.servers().stream()
                .filter(view -> view.name().equals(server))
                .flatMap(view -> view.flaws().stream())
                .filter(flaw -> flaw.kind() == kind)
                .map(Flaw::text)
                .collect(Collectors.joining("; "));
    }

    static Optional<ReplicaState> replication(ServerView view) {
        return view.state().flatMap(ServerState::replica);
    }

    static Content content(ServerView view) {
        return view.state().map(state -> state.vote().content()).orElse(Content.WHOLE);
    }

    static boolean followsMaster(ClusterSnapshot cluster, ServerView view) {
        return cluster.master()
                .filter(master -> replication(view)
                        .filter(state -> state.master().equals(master.server().address()))
                        .isPresent())
                .isPresent();
    }

    /** Whether the master works, and is marked as one that is to be compared. */
    static boolean isUnproven(ClusterSnapshot cluster) {
        return cluster.master()
                .filter(master -> content(master) == Content.UNPROVEN)
                .isPresent();
    }

    static boolean awaitsReceipts(ServerView view) {
        return view.state().filter(state -> state.receipts().awaited()).isPresent();
    }

    /** Whether the master works, and its commits do not wait for receipts although they should. */
    static boolean receiptsLack(ClusterSnapshot cluster) {
        return cluster.situation().receipts()
                && cluster.master()
                        .flatMap(ServerView::state)
                        .filter(state -> !state.receipts().awaited())
                        .isPresent();
    }

    /** Whether a server receives from the master and says so; a master that waits with none such would wait for ever. */
    static boolean givesReceipts(ClusterSnapshot cluster, ServerView view) {
        return followsMaster(cluster, view)
                && view.state().filter(state -> state.receipts().given()).isPresent()
                && replication(view)
                        .filter(state -> state.link() == Link.CONNECTED)
                        .isPresent();
    }

    /**
     * What a server has and the master has not. One that is being fed by the master may be a moment ahead of what the
     * master said before, so only those that stand still are judged.
     */
    static GtidSet errant(ClusterSnapshot cluster, ServerView view) {
        boolean fed = followsMaster(cluster, view)
                && replication(view)
                        .filter(state -> state.link() == Link.CONNECTED && state.applying())
                        .isPresent();
        GtidSet master = cluster.master()
                .flatMap(ServerView::state)
                .map(ServerState::logged)
                .orElse(GtidSet.NONE);
        return fed
                ? GtidSet.NONE
                : view.state().map(state -> state.logged().beyond(master)).orElse(GtidSet.NONE);
    }
}
