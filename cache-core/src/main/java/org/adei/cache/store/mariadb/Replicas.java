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
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.adei.cache.failure.CacheException;
import org.adei.cache.settings.CacheServer;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterServer;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.Catalogue;
import org.adei.cache.store.ReadableStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers beside the master, to read from. One thread asks all of them how far they are; connections are opened when
 * somebody reads, and those to a server that does not answer any more are ended, also those that wait for an answer.
 * Thread-safe.
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
                primary_id = @@GLOBAL.server_id AND @@GLOBAL.read_only = 0
            FROM adei_ha.lease WHERE id = 1
            """;

    private final Route route;
    private final Cluster cluster;
    private final Duration idle;
    private final GroupLayouts layout;
    private final Properties properties = new Properties();
    private final LagMeter meter;
    private final Map<String, Connection> asking = new HashMap<>();
    private final Map<String, Boolean> reigning = new HashMap<>();
    private final Map<String, Database> open = new HashMap<>();
    private final Thread thread = new Thread(this::run, "adei-replicas");

    /**
     * Begins to ask at once.
     *
     * @param idle after which the server ends an idle transaction
     */
    Replicas(Route route, Cluster cluster, Duration idle, GroupLayouts layout) {
        this.route = route;
        this.cluster = cluster;
        this.idle = idle;
        this.layout = layout;
        this.meter = new LagMeter(cluster.lease().multipliedBy(FRESH_LEASES));
        String patience = Long.toString(cluster.lease().dividedBy(PATIENCE_PART).toMillis());
        properties.setProperty("user", route.server().user());
        properties.setProperty("password", route.server().password().reveal());
        properties.setProperty("connectTimeout", patience);
        properties.setProperty("socketTimeout", patience);
        thread.setDaemon(true);
        thread.start();
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

    private record Candidate(String name, Duration lag) {}

    /** One of them; connects when it is read. */
    private final class Replica implements ReadableStore {
        private final String name;

        Replica(String name) {
            this.name = name;
        }

        @Override
        public Catalogue catalogue() {
            return new MariaDbCatalogue(database(name), layout, route.server()::layoutOf);
        }

        @Override
        public CacheReader reader() {
            return new MariaDbReader(database(name), layout);
        }

        @Override
        public boolean holds(String position) {
            return position.isEmpty()
                    || database(name)
                            .with(
                                    "cannot wait for " + position + " on " + name,
                                    connection -> Sql.number(
                                                    connection, "SELECT MASTER_GTID_WAIT(?, ?)", position, WAIT_SECONDS)
                                            == 0);
        }
    }

    private synchronized Database database(String name) {
        Database known = open.get(name);
        if (known != null) {
            return known;
        }
        ClusterServer server = cluster.servers().get(name);
        if (server == null) {
            throw new IllegalArgumentException("no server " + name);
        }
        CacheServer master = route.server();
        String url = server.jdbcUrl(route.schema());
        String bounded = url + (url.contains("?") ? "&" : "?") + "connectTimeout="
                + cluster.lease().toMillis();
        Database opened = new Database(
                Route.to(new CacheServer(bounded, master.user(), master.password())),
                idle,
                Connections.forAll(CONNECTIONS));
        open.put(name, opened);
        return opened;
    }

    private void run() {
        Map<String, Long> notBefore = new HashMap<>();
        try {
            while (true) {
                for (Map.Entry<String, ClusterServer> server : cluster.servers().entrySet()) {
                    long now = System.nanoTime();
                    boolean due = now - notBefore.getOrDefault(server.getKey(), now) >= 0;
                    if (!server.getValue().witness() && due && !ask(server.getKey(), server.getValue())) {
                        notBefore.put(
                                server.getKey(),
                                System.nanoTime() + cluster.lease().toNanos());
                    }
                }
                TimeUnit.NANOSECONDS.sleep(cluster.lease().toNanos() / ASKS_PER_LEASE);
            }
        } catch (InterruptedException e) {
            asking.values().forEach(Replicas::drop);
        }
    }

    private boolean ask(String name, ClusterServer server) {
        Connection connection = asking.remove(name);
        try {
            if (connection == null) {
                connection = DriverManager.getConnection(server.jdbcUrl(""), properties);
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
                drop(connection);
            }
            lost(name);
            return false;
        }
    }

    private record Beat(LagMeter.Beat lease, boolean reigns) {}

    /** What waits for its answer fails at once, and somebody else is asked. */
    private void lost(String name) {
        Database gone;
        synchronized (this) {
            meter.lost(name);
            gone = open.remove(name);
        }
        if (gone != null) {
            try {
                gone.close();
            } catch (CacheException e) {
                LOG.debug("connections to {} were not closed in order", name, e);
            }
        }
    }

    private static void drop(Connection connection) {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // it is gone either way
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        List<Database> all;
        synchronized (this) {
            all = new ArrayList<>(open.values());
            open.clear();
        }
        all.forEach(Database::close);
    }
}
