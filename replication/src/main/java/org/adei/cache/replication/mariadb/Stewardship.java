package org.adei.cache.replication.mariadb;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Function;
import org.adei.cache.replication.kubernetes.KubernetesApi;
import org.adei.cache.replication.kubernetes.LeaseName;
import org.adei.cache.replication.kubernetes.LeaseSeat;
import org.adei.cache.replication.kubernetes.PodAccount;
import org.adei.cache.replication.kubernetes.WitnessedFleet;
import org.adei.cache.replication.plan.FailoverPlanner;
import org.adei.cache.replication.steward.Fleet;
import org.adei.cache.replication.steward.Onlooker;
import org.adei.cache.replication.steward.Overheard;
import org.adei.cache.replication.steward.ReignLog;
import org.adei.cache.replication.steward.Steward;
import org.adei.cache.replication.steward.StewardRun;
import org.adei.cache.replication.steward.Terms;
import org.adei.cache.settings.Cluster;

/** A steward over real servers with all that it needs, from its start until it is closed. Thread-safe. */
public final class Stewardship implements AutoCloseable {
    private static final int PATIENCE_PART = 3;

    private final ExecutorService threads;
    private final MariaDbFleet fleet;
    private final StewardRun run;

    private Stewardship(ExecutorService threads, MariaDbFleet fleet, StewardRun run) {
        this.threads = threads;
        this.fleet = fleet;
        this.run = run;
    }

    /**
     * Starts a steward; servers that do not answer are waited for.
     *
     * @param name of this steward and of no other one
     * @param records gets a line of JSON for each new reign
     */
    public static Stewardship start(Cluster cluster, String name, Consumer<String> records) {
        return start(cluster, cluster, name, records);
    }

    /** The same with somebody who looks on. */
    public static Stewardship start(Cluster cluster, String name, Consumer<String> records, Onlooker onlooker) {
        ReignLog log = new ReignLog(name, records, onlooker, System::nanoTime);
        return start(cluster, cluster, name, log, Stewardship::pod);
    }

    /**
     * The same where servers reach each other at other addresses than this steward does.
     *
     * @param paths the servers of the cluster at the addresses at which this steward reaches them
     */
    public static Stewardship start(Cluster cluster, Cluster paths, String name, Consumer<String> records) {
        return start(cluster, paths, name, records, Stewardship::pod);
    }

    /** The same with another API of Kubernetes than that of the pod, given a patience. */
    static Stewardship start(
            Cluster cluster,
            Cluster paths,
            String name,
            Consumer<String> records,
            Function<Duration, KubernetesApi> kubernetes) {
        return start(cluster, paths, name, new ReignLog(name, records), kubernetes);
    }

    private static Stewardship start(
            Cluster cluster, Cluster paths, String name, ReignLog log, Function<Duration, KubernetesApi> kubernetes) {
        ThreadFactory daemons = work -> {
            Thread thread = new Thread(work, "steward");
            thread.setDaemon(true);
            return thread;
        };
        ExecutorService threads = Executors.newCachedThreadPool(daemons);
        MariaDbFleet fleet = new MariaDbFleet(cluster, paths, name, threads);
        Steward steward = new Steward(
                new Overheard(voters(fleet, cluster, name, threads, kubernetes), log::seen),
                new FailoverPlanner(cluster.semiSync()),
                Terms.of(cluster.lease()),
                System::nanoTime,
                log);
        return new Stewardship(threads, fleet, new StewardRun(steward, cluster.lease(), daemons));
    }

    /** The servers, and the Lease where one votes with them. */
    static Fleet voters(
            MariaDbFleet servers,
            Cluster cluster,
            String name,
            ExecutorService threads,
            Function<Duration, KubernetesApi> kubernetes) {
        String lease = cluster.kubernetesLease();
        if (lease.isEmpty()) {
            return servers;
        }
        Duration patience = cluster.lease().dividedBy(PATIENCE_PART).multipliedBy(2);
        LeaseSeat seat = new LeaseSeat(
                kubernetes.apply(patience),
                LeaseName.parse(lease),
                new LeaseSeat.Holder(name, cluster.lease().multipliedBy(MariaDbFleet.SEAT_LEASES)),
                System::nanoTime,
                InstantSource.system());
        return new WitnessedFleet(servers, seat, threads, patience);
    }

    /** The API as this pod reaches it. */
    static KubernetesApi pod(Duration patience) {
        return new PodAccount(PodAccount.MOUNT, variable -> Objects.requireNonNullElse(System.getenv(variable), ""))
                .api(patience);
    }

    @Override
    public void close() {
        run.close();
        fleet.close();
        threads.shutdownNow();
    }
}
