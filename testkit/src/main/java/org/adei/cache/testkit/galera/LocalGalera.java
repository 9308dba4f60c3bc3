package org.adei.cache.testkit.galera;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adei.cache.testkit.mariadb.Durability;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.LocalMariaDbException;
import org.adei.cache.testkit.mariadb.MariaDbOptions;

/**
 * Nodes of one Galera group on loopback, numbered from 1 as their server ids. They keep ports and data over restarts.
 * May be used by any thread; the nodes end as {@link LocalMariaDb} does.
 */
public final class LocalGalera implements AutoCloseable {
    private static final int BUFFER_POOL_MB = 64;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 50;

    private final List<Node> nodes = new ArrayList<>();
    private final String password = LocalMariaDb.randomPassword();

    private record Node(LocalMariaDb server, List<String> arguments) {}

    private LocalGalera() {}

    /**
     * Starts a new group; returns when all nodes are synced. Some seconds for each.
     *
     * @param options further arguments of Galera's library such as {@code evs.suspect_timeout=PT1S}; may be empty
     * @throws LocalMariaDbException if a node does not come up
     */
    public static LocalGalera start(GaleraBinaries.Found binaries, int size, Durability durability, String options) {
        LocalGalera group = new LocalGalera();
        try {
            List<Integer> ports = new ArrayList<>();
            for (int id = 1; id <= size; id++) {
                ports.add(LocalMariaDb.freePort());
            }
            for (int id = 1; id <= size; id++) {
                LocalMariaDb server = LocalMariaDb.start(binaries.server(), server(id, durability), group.password);
                // the password of root is set by a plain start; Galera would replicate it
                server.stop();
                List<String> arguments = new ArrayList<>(arguments(binaries, id, ports, options));
                arguments.add("--wsrep-sst-auth=root:" + group.password);
                group.nodes.add(new Node(server, arguments));
            }
            group.startNode(1, "--wsrep-new-cluster");
            for (int id = 2; id <= size; id++) {
                group.startNode(id);
            }
            return group;
        } catch (RuntimeException e) {
            group.close();
            throw e;
        }
    }

    private static MariaDbOptions server(int id, Durability durability) {
        return new MariaDbOptions(Optional.empty(), durability, BUFFER_POOL_MB, false, List.of())
                .with(
                        "--server-id=" + id,
                        "--binlog-format=ROW",
                        "--log-bin-trust-function-creators=1",
                        "--innodb-autoinc-lock-mode=2");
    }

    private static List<String> arguments(GaleraBinaries.Found binaries, int id, List<Integer> ports, String options) {
        int port = ports.get(id - 1);
        String group = String.join(
                ",", ports.stream().map(other -> "127.0.0.1:" + other).toList());
        return List.of(
                "--init-file=",
                "--wsrep-on=ON",
                "--wsrep-provider=" + binaries.provider(),
                "--wsrep-cluster-name=adei_local",
                "--wsrep-cluster-address=gcomm://" + group,
                "--wsrep-node-name=db" + id,
                "--wsrep-node-address=127.0.0.1:" + port,
                "--wsrep-sst-method=mariabackup",
                "--wsrep-sst-receive-address=127.0.0.1:" + LocalMariaDb.freePort(),
                "--wsrep-slave-threads=4",
                "--wsrep-provider-options=gmcast.listen_addr=tcp://127.0.0.1:" + port + ";ist.recv_addr=127.0.0.1:"
                        + LocalMariaDb.freePort() + (options.isEmpty() ? "" : ";" + options));
    }

    public int size() {
        return nodes.size();
    }

    /** A node by its id, from 1. */
    public LocalMariaDb node(int id) {
        return nodes.get(id - 1).server();
    }

    public List<LocalMariaDb> servers() {
        return nodes.stream().map(Node::server).toList();
    }

    /** Password of root on all nodes. */
    public String password() {
        return password;
    }

    /** Starts a node that is stopped, with more arguments for this start, and returns when it is synced. */
    public void startNode(int id, String... once) {
        List<String> arguments = new ArrayList<>(nodes.get(id - 1).arguments());
        arguments.addAll(List.of(once));
        node(id).start(arguments.toArray(String[]::new));
        awaitSynced(id);
    }

    /**
     * Starts a new group from a stopped node that was not the last one to leave: says in its {@code grastate.dat} that
     * this is meant, as an operator has to.
     *
     * @param position from {@link #recover}
     */
    public void startGroup(int id, String position) {
        Path state = node(id).dataFolder().resolve("grastate.dat");
        try {
            Files.writeString(state, Files.readString(state).replace("safe_to_bootstrap: 0", "safe_to_bootstrap: 1"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot mark " + state + " as safe to start a group from", e);
        }
        startNode(id, "--wsrep-new-cluster", "--wsrep-start-position=" + position);
    }

    /**
     * What the server says when it looks for the position of a stopped node ({@code --wsrep-recover}).
     *
     * @param withProvider false starts it as a careless script would, without Galera's library
     */
    public String recover(int id, boolean withProvider) {
        List<String> arguments = new ArrayList<>(nodes.get(id - 1).arguments());
        if (!withProvider) {
            arguments.add("--wsrep-provider=none");
        }
        arguments.add("--wsrep-recover");
        return node(id).runToEnd(arguments.toArray(String[]::new));
    }

    /** The command line that starts a node. */
    public List<String> command(int id) {
        return node(id).command(nodes.get(id - 1).arguments().toArray(String[]::new));
    }

    /** Value of a node's status variable; empty if it does not answer. */
    public String status(int id, String name) {
        try (Connection connection = node(id).connect("");
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW GLOBAL STATUS LIKE '" + name + "'")) {
            return row.next() ? row.getString(2) : "";
        } catch (SQLException e) {
            return "";
        }
    }

    private void awaitSynced(int id) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!status(id, "wsrep_local_state_comment").equals("Synced")) {
            if (System.nanoTime() > deadline || !node(id).isRunning()) {
                throw new IllegalStateException("node " + id + " is not synced within " + PATIENCE + ", see its log "
                        + node(id).log() + ": it is \"" + status(id, "wsrep_local_state_comment") + "\"");
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while node " + id + " joined", e);
            }
        }
    }

    /** Ends all nodes, frozen or not, and deletes what they kept. */
    @Override
    public void close() {
        nodes.forEach(node -> node.server().close());
    }
}
