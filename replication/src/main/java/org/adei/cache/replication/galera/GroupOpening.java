package org.adei.cache.replication.galera;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.HaltException;
import org.adei.cache.replication.bootstrap.GaleraHealth;
import org.adei.cache.replication.bootstrap.ServerFacts;
import org.adei.cache.replication.bootstrap.mariadb.FactsReader;
import org.adei.cache.replication.bootstrap.mariadb.ServerSession;
import org.adei.cache.replication.rejoin.mariadb.ContentComparison;
import org.adei.cache.settings.Cluster;
import org.jspecify.annotations.Nullable;

/**
 * Opens a group that was started closed: nodes of Galera may say that all is well and hold different rows, so every row of
 * all is compared before. Where some nodes are open already, their writers stand still for as long as snapshots are taken.
 * Many may do this at once, and again. Used by one thread.
 */
public final class GroupOpening {
    private static final long POLL_MILLIS = 300;
    private static final Duration STATEMENT = Duration.ofMinutes(30);
    private static final Duration CATCH_UP = Duration.ofSeconds(10);
    private static final String CLOSE = "SET STATEMENT max_statement_time = 2 FOR SET GLOBAL read_only = 1";
    private static final String OPEN = "SET GLOBAL read_only = 0";

    private static final String POSITION = """
            SELECT variable_value FROM information_schema.global_status WHERE variable_name = 'WSREP_LAST_COMMITTED'
            """;

    private final Cluster cluster;
    private final Set<String> gone;
    private final Duration patience;
    private final Consumer<String> progress;

    /**
     * Prepares; talks to nobody yet.
     *
     * @param gone nodes that an operator has given up
     * @param patience how long all the others may take until they are in the group
     * @param progress gets one sentence for each thing that happens
     */
    public GroupOpening(Cluster cluster, Set<String> gone, Duration patience, Consumer<String> progress) {
        this.cluster = cluster;
        this.gone = Set.copyOf(gone);
        this.patience = patience;
        this.progress = progress;
    }

    /**
     * Waits for all nodes, compares and opens those that are closed.
     *
     * @throws HaltException if a node is not in the group in time, or differs; says which, and nothing was opened then
     */
    public void open() {
        Map<String, ServerFacts> nodes = await("all nodes are in the group", patience, this::members);
        List<String> open = new ArrayList<>();
        nodes.forEach((name, facts) -> {
            if (!facts.isOn("read_only")) {
                open.add(name);
            }
        });
        if (open.size() == nodes.size()) {
            progress.accept("All nodes are open already");
            return;
        }
        Map<String, ServerSession> sessions = new LinkedHashMap<>();
        Map<String, ServerSession> doors = new LinkedHashMap<>();
        try {
            nodes.forEach((name, facts) -> sessions.put(name, session(name, facts)));
            open.forEach(name -> doors.put(name, session(name, nodes.get(name))));
            progress.accept("Comparing every row of " + String.join(", ", sessions.keySet()));
            compare(sessions, doors);
            sessions.forEach((name, session) -> {
                session.run("ROLLBACK", OPEN);
                progress.accept(name + " holds the same as the others and is open");
            });
        } finally {
            sessions.values().forEach(ServerSession::close);
            doors.values().forEach(ServerSession::close);
        }
    }

    private ServerSession session(String name, @Nullable ServerFacts facts) {
        if (facts == null) {
            throw new IllegalStateException("nothing is known of " + name);
        }
        return ServerSession.open(name, facts.server(), cluster.accounts().manager(), STATEMENT);
    }

    /** Facts of all nodes; waits while one is missing. */
    private Found<Map<String, ServerFacts>> members() {
        Map<String, ServerFacts> found = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        cluster.servers().forEach((name, server) -> {
            if (server.witness() || gone.contains(name)) {
                return;
            }
            try {
                ServerFacts facts =
                        FactsReader.read(name, server, cluster.accounts().manager());
                GaleraHealth.of(facts).problems().forEach(problem -> missing.add(name + " " + problem));
                found.put(name, facts);
            } catch (CacheException e) {
                missing.add(String.valueOf(e.getMessage()));
            }
        });
        Map<String, String> groups = new TreeMap<>();
        found.forEach((name, facts) -> groups.put(facts.variable("wsrep_cluster_state_uuid"), name));
        if (missing.isEmpty() && groups.size() > 1) {
            missing.add("nodes are in different groups: " + groups);
        }
        return new Found<>(found, missing);
    }

    /**
     * What was looked for.
     *
     * @param missing why it is not yet there; empty if it is
     */
    private record Found<T>(T value, List<String> missing) {}

    private <T> T await(String what, Duration time, Supplier<Found<T>> look) {
        long end = System.nanoTime() + time.toNanos();
        while (true) {
            Found<T> found = look.get();
            if (found.missing().isEmpty()) {
                return found.value();
            }
            if (System.nanoTime() > end) {
                throw new HaltException("waited " + time.toSeconds() + " s until " + what + ", in vain: "
                        + String.join("; ", found.missing()));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new HaltException("interrupted while it waited until " + what, e);
            }
        }
    }

    /**
     * Compares.
     *
     * @param doors sessions beside those that read, to nodes that are open: within a transaction none may be opened again
     */
    private void compare(Map<String, ServerSession> sessions, Map<String, ServerSession> doors) {
        try {
            doors.values().forEach(door -> door.run(CLOSE));
            await("all nodes are at one transaction", CATCH_UP, () -> positions(sessions));
            sessions.values().forEach(ContentComparison::openSnapshot);
        } finally {
            reopen(doors.values());
        }
        Map<String, Map<String, String>> sums = new LinkedHashMap<>();
        sessions.forEach((name, session) -> sums.put(name, ContentComparison.sums(session)));
        List<String> reasons = new ArrayList<>();
        String first = sums.keySet().iterator().next();
        sums.forEach((name, own) -> {
            List<String> tables = ContentComparison.unequal(sums.getOrDefault(first, Map.of()), own);
            if (!tables.isEmpty()) {
                reasons.add(name + " differs from " + first + " in " + String.join(", ", tables));
            }
        });
        if (!reasons.isEmpty()) {
            throw new HaltException(String.join("; ", reasons) + ": nothing was opened; stop the nodes that are wrong,"
                    + " empty their data folders and start them by cluster recover, then they are copied from the"
                    + " others");
        }
    }

    private static Found<List<String>> positions(Map<String, ServerSession> sessions) {
        List<String> positions = new ArrayList<>();
        sessions.forEach((name, session) -> positions.add(name + " is at " + session.value(POSITION)));
        boolean equal = positions.stream()
                        .map(line -> line.substring(line.lastIndexOf(' ')))
                        .distinct()
                        .count()
                == 1;
        return new Found<>(positions, equal ? List.of() : positions);
    }

    /** Each, whatever the others say. */
    private static void reopen(Collection<ServerSession> doors) {
        List<String> failures = new ArrayList<>();
        for (ServerSession door : doors) {
            try {
                door.run(OPEN);
            } catch (CacheException e) {
                failures.add(e.getMessage());
            }
        }
        if (!failures.isEmpty()) {
            throw new HaltException(
                    String.join("; ", failures) + ": run cluster open again, nodes that were open are closed");
        }
    }
}
