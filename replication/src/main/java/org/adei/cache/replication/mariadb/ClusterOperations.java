package org.adei.cache.replication.mariadb;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.failure.HaltException;
import org.adei.cache.failure.RetryException;
import org.adei.cache.replication.bootstrap.mariadb.ServerSession;
import org.adei.cache.replication.plan.Diagnoser;
import org.adei.cache.replication.plan.Diagnosis;
import org.adei.cache.replication.plan.FailoverPlanner;
import org.adei.cache.replication.rejoin.FileCopy;
import org.adei.cache.replication.rejoin.mariadb.ContentComparison;
import org.adei.cache.replication.rejoin.mariadb.Folders;
import org.adei.cache.replication.rejoin.mariadb.Restoration;
import org.adei.cache.replication.rejoin.mariadb.SparseProgress;
import org.adei.cache.replication.state.ClusterSnapshot;
import org.adei.cache.replication.state.Content;
import org.adei.cache.replication.state.ServerState;
import org.adei.cache.replication.state.ServerView;
import org.adei.cache.replication.state.Situation;
import org.adei.cache.replication.steward.Fleet;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterKind;
import org.adei.cache.settings.ClusterServer;
import org.adei.cache.store.mariadb.Sql;

/**
 * What an operator asks of a cluster of replicas. A wish is written to the servers, and whichever steward leads fulfils
 * it; while this is open there is at least one, in this process. Used by one thread.
 */
public final class ClusterOperations implements AutoCloseable {
    private static final long LOOK_MILLIS = 20;
    private static final Duration STATEMENT = Duration.ofMinutes(30);
    private static final Duration NEWS = Duration.ofSeconds(10);
    private static final int PAUSE_PART = 5;
    private static final Situation OUTSIDE = new Situation(false, Duration.ZERO, Duration.ZERO, Set.of(), "");

    private static final String WISH = """
            UPDATE adei_ha.vote SET wish = ?, wish_until = SYSDATE(6) + INTERVAL ? MICROSECOND WHERE id = 1
            """;

    private static final String DISTRUST =
            "UPDATE adei_ha.vote SET content = " + Content.PARTIAL.ordinal() + " WHERE id = 1";

    private final Cluster cluster;
    private final Consumer<String> progress;
    private final Duration patience;
    private final ExecutorService threads = Executors.newCachedThreadPool(ClusterOperations::daemon);
    private final MariaDbFleet servers;
    private final Fleet fleet;
    private final Stewardship steward;
    private List<Diagnosis> told = List.of();

    /**
     * Starts a steward.
     *
     * @param patience after which each of the operations fails; what was asked for may still come about later, but for a
     *     wish for another master, which is taken back
     * @param progress gets one sentence for each thing that happens
     * @throws ConfigurationException if the servers are no master with replicas
     */
    public ClusterOperations(Cluster cluster, Duration patience, Consumer<String> progress) {
        if (cluster.kind() != ClusterKind.REPLICAS) {
            throw new ConfigurationException("cluster.kind is galera, where no server reigns over others: expected"
                    + " kind replicas for this command; cluster status shows how the nodes are");
        }
        this.cluster = cluster;
        this.patience = patience;
        this.progress = progress;
        String name = "operator-" + ManagementFactory.getRuntimeMXBean().getPid() + "-" + UUID.randomUUID();
        this.servers = new MariaDbFleet(cluster, name + "-view", threads);
        this.fleet = Stewardship.voters(servers, cluster, name + "-view", threads, Stewardship::pod);
        this.steward = Stewardship.start(cluster, name, reign -> progress.accept("a new reign: " + reign));
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "cluster-operations");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Makes another server the master while writers go on; they stand still for a moment.
     *
     * @param to its name in the configuration; if empty the replica with the lowest priority number that is well
     * @return name of the master
     * @throws HaltException if there is no such replica that could be it, or it did not come to reign in time
     */
    public String switchOver(String to) {
        if (!to.isEmpty()) {
            server(to);
        }
        ClusterSnapshot seen = await("a master that works", now -> now.master().isPresent());
        ServerView master = seen.master().orElseThrow();
        if (master.name().equals(to)) {
            progress.accept(to + " is the master already");
            return to;
        }
        String next = to.isEmpty() ? best(seen) : to;
        if (!FailoverPlanner.canMoveTo(seen, next)) {
            throw new HaltException(next + " cannot become master now: expected a replica of " + master.name()
                    + " that receives, applies and was proven equal; " + problems(seen, next));
        }
        awaitApplied(next, master);
        long start = System.nanoTime();
        wish(next);
        progress.accept(next + " has everything that " + master.name() + " had a moment ago, and is asked to reign");
        try {
            await(next + " as master", now -> reigns(now, next));
        } catch (HaltException e) {
            wish("");
            throw e;
        }
        progress.accept(
                next + " is the master after " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) + " ms");
        return next;
    }

    private static boolean reigns(ClusterSnapshot seen, String name) {
        return seen.master().filter(view -> view.name().equals(name)).isPresent();
    }

    private static String best(ClusterSnapshot seen) {
        return seen.candidates().stream()
                .filter(view -> FailoverPlanner.canMoveTo(seen, view.name()))
                .min(Comparator.comparingInt((ServerView view) -> view.server().priority())
                        .thenComparing(ServerView::name))
                .map(ServerView::name)
                .orElseThrow(() -> new HaltException(
                        "no replica can become master now: " + all(Diagnoser.diagnose(seen)) + "; see cluster status"));
    }

    private void awaitApplied(String next, ServerView master) {
        String position =
                master.state().map(ServerState::logged).orElseThrow().position().toString();
        try (ServerSession session = open(next)) {
            String waited = session.value("SELECT MASTER_GTID_WAIT('" + position + "', " + patience.toSeconds() + ")");
            if (!waited.equals("0")) {
                throw new HaltException(next + " has not applied " + position + " of " + master.name() + " within "
                        + patience.toSeconds() + " s: writers would stand still for as long; try again when its lag in"
                        + " cluster status is small");
            }
        }
    }

    /** Whether a majority knows of the wish decides whether anybody hears of it. */
    private void wish(String name) {
        List<String> missing = new ArrayList<>();
        long micros = TimeUnit.NANOSECONDS.toMicros(patience.toNanos());
        cluster.servers().forEach((server, entry) -> {
            try (Link link = new Link(entry, cluster.accounts().manager(), Duration.ofSeconds(3), false)) {
                link.with(connection -> Sql.update(connection, WISH, name, name.isEmpty() ? 0 : micros));
            } catch (SQLException e) {
                missing.add(server + " (" + e.getMessage() + ")");
            }
        });
        if (2 * missing.size() >= cluster.servers().size() && !name.isEmpty()) {
            throw new HaltException("the wish for " + name + " could not be told to a majority of the servers: "
                    + String.join(", ", missing) + " did not take it; start them, or mend the network");
        }
    }

    /**
     * Waits until there is a master that works, which a steward sees to.
     *
     * @return its name
     * @throws HaltException if one works already, or none came in time; says what is in the way
     */
    public String failOver() {
        ClusterSnapshot first = look();
        if (first.master().isPresent()) {
            throw new HaltException(first.master().get().name()
                    + " reigns and works, so there is nothing to fail over: use cluster switchover to move the master");
        }
        String master = await("a master that works", now -> now.master().isPresent())
                .master()
                .orElseThrow()
                .name();
        progress.accept(master + " is the master");
        return master;
    }

    /**
     * Waits until a server follows the master and was proven equal to it, which a steward sees to once the server runs.
     *
     * @throws HaltException if it did not in time; says what is in the way
     */
    public void rejoin(String name) {
        server(name);
        ClusterSnapshot seen = await(
                name + " well and equal to the master",
                now -> now.master().isPresent()
                        && Diagnoser.diagnose(now).stream()
                                .noneMatch(found -> found.server().equals(name)));
        progress.accept(
                reigns(seen, name)
                        ? name + " is the master"
                        : name + " follows " + seen.master().orElseThrow().name() + " and holds the same, row by row");
    }

    /**
     * Fills a replica anew out of another one or the master, whatever it holds, and waits until it is proven equal.
     *
     * @throws HaltException if it is the master, or was not ready in time
     */
    public void reseed(String name) {
        ClusterServer server = server(name);
        ClusterSnapshot seen = await("a master that works", now -> now.master().isPresent());
        if (reigns(seen, name)) {
            throw new HaltException(
                    name + " is the master: expected a replica; move the master with cluster switchover");
        }
        try (Link link = new Link(server, cluster.accounts().manager(), Duration.ofSeconds(3), false)) {
            link.with(connection -> Sql.update(connection, DISTRUST));
        } catch (SQLException e) {
            throw new RetryException(
                    name + " at " + server.address() + " cannot be told that it is filled anew: " + e.getMessage(), e);
        }
        progress.accept(name + " is filled anew out of a replica that is well, or else out of "
                + seen.master().orElseThrow().name() + "; until that has ended it cannot become master");
        rejoin(name);
    }

    /**
     * Fills a replica that runs on this machine with the files of another server, and waits until it is proven equal. It
     * works on until the files are there.
     *
     * @throws HaltException if it is the master, a program fails, or it was not ready in time
     */
    public void reseed(String name, FileCopy files) {
        server(name);
        ClusterSnapshot seen = await("a master that works", now -> now.master().isPresent());
        if (reigns(seen, name)) {
            throw new HaltException(
                    name + " is the master: expected a replica; move the master with cluster switchover");
        }
        String master = seen.master().orElseThrow().name();
        try (Scratch scratch = new Scratch(Files.createTempDirectory("adei-reseed"))) {
            Restoration.Pair pair = new Restoration.Pair(name, master);
            progress.accept(name + " works on while files are fetched");
            progress.accept(new Restoration(cluster, pair, scratch.folder, threads, progress).refill(files));
        } catch (IOException e) {
            throw new HaltException("a folder for temporary files cannot be made or deleted: " + e.getMessage(), e);
        }
        rejoin(name);
    }

    private record Scratch(Path folder) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            Folders.delete(folder);
        }
    }

    /**
     * Compares every row of each replica that follows with the master's. Changes nothing.
     *
     * @return by server the tables that differ
     * @throws RetryException if a replica does not catch up
     */
    public Map<String, List<String>> verify() {
        ClusterSnapshot seen = await("a master that works", now -> now.master().isPresent());
        String master = seen.master().orElseThrow().name();
        Map<String, List<String>> differences = new LinkedHashMap<>();
        for (String name : cluster.servers().keySet()) {
            if (!name.equals(master) && !server(name).witness()) {
                progress.accept("comparing " + name + " with " + master);
                try (ServerSession first = open(master);
                        ServerSession second = open(name)) {
                    Duration pause = cluster.lease().dividedBy(PAUSE_PART);
                    Consumer<String> news = new SparseProgress(progress, NEWS);
                    differences.put(
                            name, new ContentComparison(threads, patience, pause, news).differences(first, second));
                }
            }
        }
        return differences;
    }

    private ServerSession open(String name) {
        return ServerSession.open(name, server(name), cluster.accounts().manager(), STATEMENT);
    }

    private ClusterServer server(String name) {
        ClusterServer server = cluster.servers().get(name);
        if (server == null || server.witness()) {
            throw new ConfigurationException("server \"" + name + "\" "
                    + (server == null ? "is not in cluster.servers" : "is a witness and holds no data")
                    + ": expected one of "
                    + cluster.servers().entrySet().stream()
                            .filter(entry -> !entry.getValue().witness())
                            .map(Map.Entry::getKey)
                            .collect(Collectors.joining(", ")));
        }
        return Objects.requireNonNull(server);
    }

    private ClusterSnapshot look() {
        return new ClusterSnapshot(fleet.observe(), OUTSIDE.withReceipts(cluster.semiSync()));
    }

    private ClusterSnapshot await(String what, Predicate<ClusterSnapshot> reached) {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            ClusterSnapshot seen = look();
            if (reached.test(seen)) {
                return seen;
            }
            tell(Diagnoser.diagnose(seen));
            if (System.nanoTime() > end) {
                throw new HaltException("waited " + patience.toSeconds() + " s for " + what + ", in vain: " + all(told)
                        + "; see cluster status");
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new HaltException("interrupted while it waited for " + what);
            }
        }
    }

    private void tell(List<Diagnosis> found) {
        found.stream()
                .filter(diagnosis -> !told.contains(diagnosis))
                .forEach(diagnosis -> progress.accept(diagnosis.toString()));
        told = found;
    }

    private static String problems(ClusterSnapshot seen, String name) {
        List<Diagnosis> its = Diagnoser.diagnose(seen).stream()
                .filter(found -> found.server().equals(name))
                .toList();
        return all(its);
    }

    private static String all(List<Diagnosis> found) {
        return found.isEmpty()
                ? "no problem is seen"
                : found.stream().map(Diagnosis::toString).collect(Collectors.joining("; "));
    }

    @Override
    public void close() {
        steward.close();
        servers.close();
        threads.shutdownNow();
    }
}
