package org.adei.cache.settings;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The servers that hold the cache, where they are more than one.
 *
 * @param kind how they come to hold the same
 * @param servers by name, in the order of the configuration; at least one that holds data
 * @param semiSync whether a commit waits until a replica has received it
 * @param lease for how long a master may write without being heard of, 200 ms to 1 min; 1 s if left out
 * @param readLag how far behind a replica may be that is read in place of the master, up to 1 day; 0 for reading from the
 *     master alone; 2 s if left out
 * @param kubernetesLease a Lease of Kubernetes that votes with the servers as a witness, {@code namespace/name}; empty if
 *     there is none
 * @param accounts who may do what
 */
public record Cluster(
        ClusterKind kind,
        Map<String, ClusterServer> servers,
        boolean semiSync,
        Duration lease,
        Duration readLag,
        String kubernetesLease,
        ClusterAccounts accounts) {
    private static final Duration DEFAULT_LEASE = Duration.ofSeconds(1);
    private static final Duration DEFAULT_READ_LAG = Duration.ofSeconds(2);
    private static final int MAX_SERVERS = 15;
    private static final String LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
    private static final String LEASE_NAME = LABEL + "/" + LABEL;

    public Cluster {
        Required.value("accounts", accounts);
        Required.range("lease in ms", lease.toMillis(), 200, 60_000);
        Required.range("read-lag in ms", readLag.toMillis(), 0, 86_400_000);
        if (!kubernetesLease.isEmpty() && !kubernetesLease.matches(LEASE_NAME)) {
            throw new IllegalArgumentException("kubernetes-lease is \"" + kubernetesLease
                    + "\": expected namespace/name, each of small letters, digits and inner hyphens");
        }
        servers = Collections.unmodifiableMap(new LinkedHashMap<>(servers));
        Required.range("number of servers", servers.size(), 1, MAX_SERVERS);
        checkDistinct(servers);
        if (servers.values().stream().allMatch(ClusterServer::witness)) {
            throw new IllegalArgumentException("every server is a witness: expected at least one that holds data");
        }
        if (semiSync && kind == ClusterKind.GALERA) {
            throw new IllegalArgumentException(
                    "semi-sync is set with kind galera: leave it out, Galera has no replicas");
        }
    }

    /** Replicas are read if they are not more than 2 s behind. */
    public Cluster(
            ClusterKind kind,
            Map<String, ClusterServer> servers,
            boolean semiSync,
            Duration lease,
            ClusterAccounts accounts) {
        this(kind, servers, semiSync, lease, DEFAULT_READ_LAG, "", accounts);
    }

    @JsonCreator
    static Cluster of(
            @JsonProperty("kind") @Nullable ClusterKind kind,
            @JsonProperty("servers") @Nullable Map<String, ClusterServer> servers,
            @JsonProperty("semi-sync") boolean semiSync,
            @JsonProperty("lease") @Nullable Duration lease,
            @JsonProperty("read-lag") @Nullable Duration readLag,
            @JsonProperty("kubernetes-lease") @Nullable String kubernetesLease,
            @JsonProperty("accounts") ClusterAccounts accounts) {
        Required.value("servers", servers);
        return new Cluster(
                kind == null ? ClusterKind.REPLICAS : kind,
                servers == null ? Map.of() : servers,
                semiSync,
                lease == null ? DEFAULT_LEASE : lease,
                readLag == null ? DEFAULT_READ_LAG : readLag,
                kubernetesLease == null ? "" : kubernetesLease,
                accounts);
    }

    /** How many servers hold data. */
    public int dataServers() {
        return (int)
                servers.values().stream().filter(server -> !server.witness()).count();
    }

    private static void checkDistinct(Map<String, ClusterServer> servers) {
        Map<Object, String> seen = new HashMap<>();
        servers.forEach((name, server) -> {
            Required.value("servers." + name, server);
            String sameId = seen.put(server.id(), name);
            if (sameId != null) {
                throw new IllegalArgumentException("servers " + sameId + " and " + name + " both have id " + server.id()
                        + ": expected an id of its own for each");
            }
            String sameAddress = seen.put(server.address(), name);
            if (sameAddress != null) {
                throw new IllegalArgumentException("servers " + sameAddress + " and " + name + " are both at "
                        + server.address() + ": expected a server of its own for each, also for a witness");
            }
        });
    }
}
