package org.adei.cache.replication.mariadb;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.adei.cache.replication.plan.FailoverPlanner;
import org.adei.cache.replication.steward.ReignLog;
import org.adei.cache.replication.steward.Steward;
import org.adei.cache.replication.steward.StewardRun;
import org.adei.cache.replication.steward.Terms;
import org.adei.cache.settings.Cluster;

/** A steward over real servers with all that it needs, from its start until it is closed. Thread-safe. */
public final class Stewardship implements AutoCloseable {
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

    /**
     * The same where servers reach each other at other addresses than this steward does.
     *
     * @param paths the servers of the cluster at the addresses at which this steward reaches them
     */
    public static Stewardship start(Cluster cluster, Cluster paths, String name, Consumer<String> records) {
        ThreadFactory daemons = work -> {
            Thread thread = new Thread(work, "steward");
            thread.setDaemon(true);
            return thread;
        };
        ExecutorService threads = Executors.newCachedThreadPool(daemons);
        MariaDbFleet fleet = new MariaDbFleet(cluster, paths, name, threads);
        Steward steward = new Steward(
                fleet,
                new FailoverPlanner(cluster.semiSync()),
                Terms.of(cluster.lease()),
                System::nanoTime,
                new ReignLog(name, records));
        return new Stewardship(threads, fleet, new StewardRun(steward, cluster.lease(), daemons));
    }

    /** Asks for another master, by its name in the configuration; has an effect while this steward leads. */
    public void choose(String server) {
        run.steward().choose(server);
    }

    @Override
    public void close() {
        run.close();
        fleet.close();
        threads.shutdownNow();
    }
}
