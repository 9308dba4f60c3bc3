package org.adei.cache.replication.galera;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.HaltException;
import org.adei.cache.replication.bootstrap.GaleraHealth;
import org.adei.cache.replication.bootstrap.ServerFacts;
import org.adei.cache.replication.bootstrap.mariadb.FactsReader;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterServer;

/**
 * Finds out how one node of Galera is to be started, on its machine and while its server is off. It tells the others its
 * position until a group serves or this node is the one that starts it. Keeps nothing: it may be started again at any
 * moment. Used by one thread.
 */
public final class GroupRecovery {
    private static final long POLL_MILLIS = 300;

    private final Cluster cluster;
    private final Duration patience;
    private final Consumer<String> progress;
    private List<String> told = List.of();

    /**
     * Prepares; talks to nobody yet.
     *
     * @param patience after which it gives up
     * @param progress gets one sentence for each thing that is waited for or decided
     */
    public GroupRecovery(Cluster cluster, Duration patience, Consumer<String> progress) {
        this.cluster = cluster;
        this.patience = patience;
        this.progress = progress;
    }

    /**
     * The node of this machine.
     *
     * @param name in the configuration
     * @param port at which its server listens
     * @param server the command that starts its server
     * @param data its data folder
     * @param gone other nodes that an operator has given up
     */
    public record Node(String name, int port, List<String> server, Path data, Set<String> gone) {
        public Node {
            server = List.copyOf(server);
            gone = Set.copyOf(gone);
        }
    }

    /**
     * Waits until this node may start.
     *
     * @return what to start its server with, beside its own arguments
     * @throws HaltException if it tells no position, or may not start in time; says why
     */
    public List<String> arguments(Node node) {
        long end = System.nanoTime() + patience.toNanos();
        DataFolder folder = new DataFolder(node.server(), node.data());
        RecoveredPosition own = folder.recover(patience);
        progress.accept(node.name() + " stands at " + own);
        NodeStart start = await(node, own, end);
        List<String> arguments = new ArrayList<>();
        if (own.isKnown()) {
            arguments.add("--wsrep-start-position=" + own);
        }
        if (start instanceof NodeStart.Join join) {
            progress.accept(node.name() + " joins the group");
            return closed(arguments, join.closed());
        }
        folder.allowLead();
        arguments.add(0, "--wsrep-new-cluster");
        progress.accept(node.name() + " has most and starts the group; cluster open opens it for writes");
        return closed(arguments, true);
    }

    private static List<String> closed(List<String> arguments, boolean closed) {
        if (closed) {
            arguments.add("--read-only=1");
        }
        return List.copyOf(arguments);
    }

    private NodeStart await(Node node, RecoveredPosition own, long end) {
        PositionBoard board = PositionBoard.open(node.port(), node.name(), own);
        try {
            while (true) {
                NodeStart start = NodeStartPlanner.plan(node.name(), look(node.name(), own), node.gone());
                if (!(start instanceof NodeStart.Wait wait)) {
                    return start;
                }
                tell(wait.reasons());
                if (System.nanoTime() > end) {
                    throw new HaltException(node.name() + " was not started within " + patience.toSeconds() + " s: "
                            + String.join("; ", wait.reasons()));
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HaltException("interrupted while " + node.name() + " waited for the other nodes", e);
        } finally {
            board.close();
        }
    }

    private void tell(List<String> reasons) {
        reasons.stream()
                .filter(reason -> !told.contains(reason))
                .forEach(reason -> progress.accept("Waits: " + reason));
        told = reasons;
    }

    private Map<String, NodeView> look(String self, RecoveredPosition own) {
        Map<String, NodeView> views = new LinkedHashMap<>();
        cluster.servers().forEach((name, server) -> {
            if (!server.witness()) {
                views.put(name, name.equals(self) ? new NodeView.Off(own) : look(name, server));
            }
        });
        return views;
    }

    private NodeView look(String name, ClusterServer server) {
        PositionBoard.Answer answer = PositionBoard.ask(server);
        if (answer instanceof PositionBoard.Answer.Nothing) {
            return new NodeView.Silent();
        }
        if (answer instanceof PositionBoard.Answer.Told board) {
            return board.node().equals(name)
                    ? new NodeView.Off(board.position())
                    : new NodeView.Idle("the helper of " + board.node() + " answers at " + server.address());
        }
        try {
            ServerFacts facts =
                    FactsReader.read(name, server, cluster.accounts().manager());
            GaleraHealth health = GaleraHealth.of(facts);
            return health.serves()
                    ? new NodeView.Serving(facts.isOn("read_only"))
                    : new NodeView.Idle(String.join(", ", health.problems()));
        } catch (CacheException e) {
            return new NodeView.Idle(String.valueOf(e.getMessage()));
        }
    }
}
