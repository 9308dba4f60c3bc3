package org.adei.cache.store.mariadb;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.adei.cache.doctor.ServerSettings;
import org.adei.cache.settings.CacheServer;
import org.adei.cache.settings.Cluster;
import org.adei.cache.store.BatchWriter;
import org.adei.cache.store.CacheReader;
import org.adei.cache.store.CacheStore;
import org.adei.cache.store.Catalogue;
import org.adei.cache.store.Claim;
import org.adei.cache.store.Conversions;
import org.adei.cache.store.Coverage;
import org.adei.cache.store.EventStore;
import org.adei.cache.store.ReadableStore;
import org.adei.cache.store.TailStore;
import org.adei.cache.store.mariadb.packed.PackedLayout;
import org.adei.cache.store.mariadb.wide.WideLayout;
import org.jspecify.annotations.Nullable;

/** A cache in one schema of a MariaDB server. Thread-safe. */
public final class MariaDbCacheStore implements CacheStore {
    private static final int CONNECTIONS = 32;

    private final Database database;
    private final LeaseSession session;
    private final GroupLayouts layout;
    private final Catalogue catalogue;
    private final Coverage coverage;
    private final Route route;
    private @Nullable Database tailDatabase;
    private @Nullable Database coordination;
    private @Nullable Database queue;
    private @Nullable Replicas replicas;

    private MariaDbCacheStore(Route route, Database database, long steps) {
        this.route = route;
        this.database = database;
        this.session = new LeaseSession(database);
        this.layout = new GroupLayouts(new WideLayout(), new PackedLayout());
        this.catalogue = new MariaDbCatalogue(database, steps, layout, route.server()::layoutOf);
        this.coverage = new MariaDbCoverage(database, session, layout);
    }

    /** As {@link #open(CacheServer, Duration, int)} with at most 32 connections. */
    public static MariaDbCacheStore open(CacheServer server, Duration lease) {
        return open(server, lease, CONNECTIONS);
    }

    /**
     * Connects and brings the tables up to date.
     *
     * @param lease how long a claim lasts without progress
     * @param connections most connections: one for the process, one per slice at work, one per reading
     * @throws org.adei.cache.failure.CacheException if the server cannot be reached, refuses the account, or holds
     *     tables of a newer program
     */
    public static MariaDbCacheStore open(CacheServer server, Duration lease, int connections) {
        return open(Route.to(server), lease, connections);
    }

    /**
     * The same in a cluster: connections lead to whichever of its servers reigns, and nothing is committed on one that
     * does not.
     *
     * @param cluster null if there is one server
     */
    public static MariaDbCacheStore open(
            CacheServer server, @Nullable Cluster cluster, Duration lease, int connections) {
        return open(new Route(server, cluster), lease, connections);
    }

    /**
     * For who only reads: the same while there is a master; where there is none a copy on another server that answers is
     * enough, and the tables are left as they are.
     *
     * @param cluster null if there is one server
     * @throws org.adei.cache.failure.CacheException if nobody answers within half a minute
     */
    public static MariaDbCacheStore openToRead(
            CacheServer server, @Nullable Cluster cluster, Duration lease, int connections) {
        Route route = new Route(server, cluster);
        Cluster replicas = route.replicas();
        if (replicas == null || replicas.readLag().isZero()) {
            return open(route, lease, connections);
        }
        Database database = new Database(route, lease, Connections.forReading(connections));
        try {
            if (database.awaitMaster()) {
                return new MariaDbCacheStore(route, database, Schema.migrate(database));
            }
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        MariaDbCacheStore store = new MariaDbCacheStore(route, database, 0);
        if (!store.copies(true).isEmpty()) {
            return store;
        }
        store.close();
        return open(route, lease, connections);
    }

    private static MariaDbCacheStore open(Route route, Duration lease, int connections) {
        Database database = new Database(route, lease, Connections.forAll(connections));
        try {
            return new MariaDbCacheStore(route, database, Schema.migrate(database));
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Asks a server how it is set; no table is made or read.
     *
     * @throws org.adei.cache.failure.CacheException if it cannot be reached or refuses the account
     */
    public static ServerSettings settings(CacheServer server) {
        Duration idle = Duration.ofSeconds(CacheDatabase.IDLE_SECONDS);
        try (Database database = new Database(Route.to(server), idle, Connections.forAll(1))) {
            return database.transact("cannot read the settings of the cache's server", ServerVariables::read);
        }
    }

    /** How the server is set that is written to now. One round trip. */
    public ServerSettings settings() {
        return database.transact("cannot read the settings of the cache's server", ServerVariables::read);
    }

    /** To be told after each failover how many windows and rows of this process the new master lacks. */
    public void tellLosses(LossListener listener) {
        route.acknowledged().tell(listener);
    }

    /** Hears of what a failover lost. Called by whoever finds the new master first; must be quick. */
    @FunctionalInterface
    public interface LossListener {
        void lost(long windows, long rows);
    }

    @Override
    public Catalogue catalogue() {
        return catalogue;
    }

    @Override
    public Coverage coverage() {
        return coverage;
    }

    @Override
    public BatchWriter writer(Claim claim) {
        return new MariaDbBatchWriter(database, layout, claim);
    }

    /** Opens connections of its own at the first call. */
    @Override
    public synchronized TailStore tails() {
        Database own = tailDatabase;
        if (own == null) {
            own = new Database(route, database.lease(), Connections.forTails());
            tailDatabase = own;
        }
        return new MariaDbTails(own, session, coverage, layout);
    }

    /** Connections for those who coordinate processes, opened at the first call and closed with the store. */
    public synchronized CacheDatabase coordination() {
        Database own = coordination;
        if (own == null) {
            own = new Database(route, Duration.ofSeconds(CacheDatabase.IDLE_SECONDS), Connections.forCoordination());
            coordination = own;
        }
        return new CacheDatabase(own, session);
    }

    /** Connections for the queue alone, opened at the first call and closed with the store; use transactions only. */
    public synchronized CacheDatabase queue() {
        Database own = queue;
        if (own == null) {
            own = new Database(route, Duration.ofSeconds(CacheDatabase.IDLE_SECONDS), Connections.forQueue());
            queue = own;
        }
        return new CacheDatabase(own, session);
    }

    /** How much of each pool is in use now. */
    public synchronized List<PoolUse> pools() {
        List<PoolUse> all = new ArrayList<>(List.of(database.use("data")));
        if (tailDatabase != null) {
            all.add(tailDatabase.use("tails"));
        }
        if (coordination != null) {
            all.add(coordination.use("coordination"));
        }
        if (queue != null) {
            all.add(queue.use("queue"));
        }
        return all;
    }

    @Override
    public CacheReader reader() {
        return new MariaDbReader(database, layout);
    }

    /** Begins to ask the servers at the first call, which finds none therefore unless it is known that none reigns. */
    @Override
    public List<ReadableStore> copies(boolean anyLag) {
        Cluster cluster = route.replicas();
        if (cluster == null || cluster.readLag().isZero()) {
            return List.of();
        }
        Replicas asked = replicas(cluster);
        if (anyLag && database.isMasterless()) {
            asked.awaitFirstAnswers();
        }
        return asked.near(anyLag);
    }

    private synchronized Replicas replicas(Cluster cluster) {
        Replicas known = replicas;
        if (known == null) {
            known = new Replicas(route, cluster, database.lease(), layout);
            replicas = known;
        }
        return known;
    }

    @Override
    public boolean isReachable() {
        return !database.isMasterless();
    }

    @Override
    public long moves() {
        return database.moves();
    }

    @Override
    public String position() {
        return route.replicas() == null
                ? ""
                : database.with(
                        "cannot read the position of the cache",
                        connection -> Sql.first(connection, "SELECT @@GLOBAL.gtid_binlog_pos", row -> row.getString(1))
                                .orElse(""));
    }

    @Override
    public boolean awaitCopy() {
        Cluster cluster = route.replicas();
        return cluster == null || cluster.dataServers() < 2 || replicas(cluster).hold(position());
    }

    @Override
    public Conversions conversions() {
        return new MariaDbConversions(database, layout);
    }

    @Override
    public EventStore events() {
        return new MariaDbEvents(database);
    }

    @Override
    public synchronized void close() {
        if (replicas != null) {
            replicas.close();
        }
        if (tailDatabase != null) {
            tailDatabase.close();
        }
        if (coordination != null) {
            coordination.close();
        }
        if (queue != null) {
            queue.close();
        }
        try {
            session.close();
        } catch (SQLException e) {
            throw SqlFailures.of("cannot close the session that stands for this process", e);
        } finally {
            database.close();
        }
    }
}
