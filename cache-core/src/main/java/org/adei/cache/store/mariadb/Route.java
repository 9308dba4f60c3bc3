package org.adei.cache.store.mariadb;

import org.adei.cache.settings.CacheServer;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterKind;
import org.jspecify.annotations.Nullable;

/**
 * Where the cache is.
 *
 * @param server schema and account, and the address where there is no cluster
 * @param cluster the servers, of which one is the master at a time; null where there is one server
 * @param acknowledged what was written of late, to be held against a new master
 */
record Route(CacheServer server, @Nullable Cluster cluster, Acknowledged acknowledged) {
    Route(CacheServer server, @Nullable Cluster cluster) {
        this(server, cluster, new Acknowledged(System::nanoTime));
    }

    static Route to(CacheServer server) {
        return new Route(server, null);
    }

    /** The servers among which a master has to be found; null if there is nothing to find. */
    @Nullable
    Cluster replicas() {
        return cluster != null && cluster.kind() == ClusterKind.REPLICAS ? cluster : null;
    }

    /** Schema of the cache, empty if the URL names none. */
    String schema() {
        String rest = server.url().replaceFirst("^jdbc:mariadb:(//)?", "").replaceFirst("\\?.*$", "");
        int slash = rest.lastIndexOf('/');
        return slash < 0 ? "" : rest.substring(slash + 1);
    }
}
