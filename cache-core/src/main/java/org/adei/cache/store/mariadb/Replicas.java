package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.adei.cache.failure.CacheException;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterServer;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.Catalogue;
import org.adei.cache.store.ReadableStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers beside the master, to read from; a master whose lease is over is one of them. One thread asks all of them
 * how far they are; connections are opened when somebody reads, and those to a server that does not answer any more are
 * ended, also those that wait for an answer. Thread-safe.
 */
final class Replicas implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Replicas.class);
    private static final int ASKS_PER_LEASE = 5;
    private static final int PATIENCE_PART = 3;
    private static final int FRESH_LEASES = 2;
    private static final int CONNECTIONS = 8;
    private static final int WAIT_SECONDS = 2;

    private static final String BEAT = """
            SELECT epoch, TIMESTAMPDIFF(MICROSECOND, '1970-01-01', expires),
                primary_id = @@GLOBAL.server_id AND @@GLOBAL.read_only = 0 AND expires > SYSDATE(6)
            FROM adei_ha.lease WHERE id = 1
            """;

    private final Route route;
    private final Cluster cluster;
    private final GroupLayouts layout;
    private final Properties properties;
    private final LagMeter meter;
    private final Map<String, Connection> asking = new HashMap<>();
    private final Map<String, Long> notBefore = new HashMap<>();
    private final Map<String, Boolean> reigning = new HashMap<>();
    private final Openings<Database> open;
    private final CountDownLatch firstAnswers = new CountDownLatch(1);
    private final Rounds rounds;

    /**
     * Begins to ask at once.
     *
     * @param idle after which the server ends an idle transaction
     */
    Replicas(Route route, Cluster cluster, Duration idle, GroupLayouts layout) {
        this.route = route;
        this.cluster = cluster;
        this.layout = layout;
        this.meter = new LagMeter(cluster.lease().multipliedBy(FRESH_LEASES));
        Logins logins = new Logins(route);
        this.properties = logins.asking(cluster.lease().dividedBy(PATIENCE_PART));
        this.open = new Openings<>(
                name -> new Database(
                        Route.to(logins.only(server(cluster, name), cluster.lease())),
                        idle,
                        Connections.forAll(CONNECTIONS)),
                Replicas::shut,
                cluster.lease());
        Duration pause = cluster.lease().dividedBy(ASKS_PER_LEASE);
        this.rounds = new Rounds("adei-replicas", () -> askAll(pause), this::dropAll, pause);
    }

    private static ClusterServer server(Cluster cluster, String name) {
        return Objects.requireNonNull(cluster.servers().get(name), name);
    }

    /** Replicas that answer, the one that is least behind first; those within the limit, or all. */
    List<ReadableStore> near(boolean anyLag) {
        List<Candidate> found = new ArrayList<>();
        synchronized (this) {
            long now = System.nanoTime();
            for (String name : cluster.servers().keySet()) {
                Optional<Duration> lag = meter.lag(name, now);
                boolean near = lag.filter(one -> anyLag || one.compareTo(cluster.readLag()) <= 0)
                        .isPresent();
                if (near && !reigning.getOrDefault(name, false)) {
                    found.add(new Candidate(name, lag.orElse(Duration.ZERO)));
                }
            }
        }
        found.sort(Comparator.comparing(Candidate::lag));
        return found.stream().<ReadableStore>map(one -> new Replica(one.name())).toList();
    }

    /** Whether any of them holds everything up to a position, for which each is waited for a short while. */
    boolean hold(String position) {
        awaitFirstAnswers();
        for (ReadableStore copy : near(true)) {
            try {
                if (copy.holds(position)) {
                    return true;
                }
            } catch (CacheException e) {
                LOG.debug("a replica cannot tell whether it holds {}, the next one is asked", position, e);
            }
        }
        return false;
    }

    private record Candidate(String name, Duration lag) {}

    /** One of them; connects when it is read. */
    private final class Replica implements ReadableStore {
        private final String name;

        Replica(String name) {
            this.name = name;
        }

        @Override
        public Catalogue catalogue() {
            return new MariaDbCatalogue(open.to(name), 0, layout, route.server()::layoutOf);
        }

        @Override
        public CacheReader reader() {
            return new MariaDbReader(open.to(name), layout);
        }

        @Override
        public boolean holds(String position) {
            return position.isEmpty()
                    || open.to(name)
                            .with(
                                    "cannot wait for " + position + " on " + name,
                                    connection -> Sql.number(
                                                    connection, "SELECT MASTER_GTID_WAIT(?, ?)", position, WAIT_SECONDS)
                                            == 0);
        }
    }

    private Duration askAll(Duration pause) {
        for (Map.Entry<String, ClusterServer> server : cluster.servers().entrySet()) {
            long now = System.nanoTime();
            boolean due = now - notBefore.getOrDefault(server.getKey(), now) >= 0;
            if (!server.getValue().witness() && due && !ask(server.getKey(), server.getValue())) {
                notBefore.put(
                        server.getKey(), System.nanoTime() + cluster.lease().toNanos());
            }
        }
        firstAnswers.countDown();
        return pause;
    }

    /** Waits, some leases at most, until all have been asked once. */
    void awaitFirstAnswers() {
        try {
            Duration most = cluster.lease().multipliedBy(FRESH_LEASES);
            if (!firstAnswers.await(most.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.debug("not all servers have answered or failed to within {}", most);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ask(String name, ClusterServer server) {
        Connection connection = asking.remove(name);
        try {
            if (connection == null) {
                connection = DriverManager.getConnection(Logins.url(server), properties);
            }
            Beat answer = Sql.first(
                            connection,
                            BEAT,
                            row -> new Beat(new LagMeter.Beat(row.getLong(1), row.getLong(2)), row.getBoolean(3)))
                    .orElseThrow(() -> new SQLException("no lease was ever given", "HY000"));
            asking.put(name, connection);
            synchronized (this) {
                meter.seen(name, answer.lease(), System.nanoTime());
                reigning.put(name, answer.reigns());
            }
            return true;
        } catch (SQLException e) {
            if (connection != null) {
                Sql.abandon(connection);
            }
            lost(name);
            return false;
        }
    }

    private record Beat(LagMeter.Beat lease, boolean reigns) {}

    /** What waits for its answer fails at once, and somebody else is asked. */
    private void lost(String name) {
        synchronized (this) {
            meter.lost(name);
        }
        open.giveUp(name);
    }

    private static void shut(Database gone) {
        try {
            gone.close();
        } catch (CacheException e) {
            LOG.debug("connections to {} were not closed in order", gone, e);
        }
    }

    private void dropAll() {
        asking.values().forEach(Sql::abandon);
    }

    @Override
    public void close() {
        rounds.close();
        open.close();
    }
}
