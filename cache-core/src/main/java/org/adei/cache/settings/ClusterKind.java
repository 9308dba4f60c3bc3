package org.adei.cache.settings;

/** How the servers of a cluster come to hold the same. */
public enum ClusterKind {
    /** One master, the others replicate from it by GTID. */
    REPLICAS,

    /** Galera: every commit is certified by all. */
    GALERA
}
