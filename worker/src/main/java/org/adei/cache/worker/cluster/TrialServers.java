package org.adei.cache.worker.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import org.adei.cache.failure.SkipException;
import org.adei.cache.settings.ClusterKind;
import org.adei.cache.testkit.cluster.ClusterOptions;
import org.adei.cache.testkit.cluster.LocalCluster;
import org.adei.cache.testkit.galera.GaleraBinaries;
import org.adei.cache.testkit.galera.LocalGalera;
import org.adei.cache.testkit.mariadb.Durability;
import org.adei.cache.testkit.mariadb.LocalMariaDb;

/**
 * Servers of a trial.
 *
 * @param kind how they come to hold the same
 * @param all the servers by name, in order of their ids
 * @param semiSync whether commits wait for a replica
 * @param owner ends them
 */
public record TrialServers(ClusterKind kind, Map<String, LocalMariaDb> all, boolean semiSync, AutoCloseable owner)
        implements AutoCloseable {
    /** Starts them. */
    @FunctionalInterface
    public interface Starter {
        TrialServers start();
    }

    /** Servers that are to replicate from the first one. */
    public static TrialServers replicas(int count, boolean semiSync) {
        ClusterOptions options = ClusterOptions.durable(count);
        LocalCluster cluster = LocalCluster.startApart(semiSync ? options.withSemiSync() : options);
        return new TrialServers(ClusterKind.REPLICAS, named(cluster.servers()), semiSync, cluster);
    }

    /**
     * Nodes of one Galera group.
     *
     * @throws SkipException if this machine lacks the programs; says which
     */
    public static TrialServers galera(int count) {
        GaleraBinaries binaries = GaleraBinaries.locate();
        if (binaries instanceof GaleraBinaries.Found found) {
            LocalGalera group = LocalGalera.start(found, count, Durability.DURABLE, "");
            return new TrialServers(ClusterKind.GALERA, named(group.servers()), false, group);
        }
        throw new SkipException("Galera cannot be tried here: " + ((GaleraBinaries.Missing) binaries).reason());
    }

    static Map<String, LocalMariaDb> named(Iterable<LocalMariaDb> servers) {
        Map<String, LocalMariaDb> named = new LinkedHashMap<>();
        servers.forEach(server -> named.put("db" + (named.size() + 1), server));
        return named;
    }

    @Override
    public void close() {
        try {
            owner.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the servers cannot be ended: " + e.getMessage(), e);
        }
    }
}
