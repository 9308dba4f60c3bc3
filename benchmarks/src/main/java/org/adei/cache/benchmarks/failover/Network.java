package org.adei.cache.benchmarks.failover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterServer;
import org.adei.cache.testkit.cluster.LocalCluster;
import org.adei.cache.testkit.network.FaultProxy;

/**
 * The ways to each server: one that writers and readers take, one for the other servers, and one for each steward.
 * Thread-safe.
 */
final class Network implements AutoCloseable {
    private final List<FaultProxy> ofClients;
    private final List<FaultProxy> ofServers;
    private final List<List<FaultProxy>> ofStewards = new ArrayList<>();

    Network(LocalCluster servers, int stewards) {
        ofClients = ways(servers);
        ofServers = ways(servers);
        for (int i = 0; i < stewards; i++) {
            ofStewards.add(ways(servers));
        }
    }

    private static List<FaultProxy> ways(LocalCluster servers) {
        List<FaultProxy> ways = new ArrayList<>();
        servers.servers().forEach(server -> ways.add(FaultProxy.to(server.port())));
        return ways;
    }

    /** The way of writers and readers to a server, by its id from 1. */
    FaultProxy ofClients(int id) {
        return ofClients.get(id - 1);
    }

    /** The way of the other servers to a server. */
    FaultProxy ofServers(int id) {
        return ofServers.get(id - 1);
    }

    /** The way of a steward, from 0, to a server. */
    FaultProxy ofSteward(int steward, int id) {
        return ofStewards.get(steward).get(id - 1);
    }

    /** The ways of all stewards to a server. */
    List<FaultProxy> ofStewards(int id) {
        return ofStewards.stream().map(own -> own.get(id - 1)).toList();
    }

    int stewards() {
        return ofStewards.size();
    }

    /** Every way to a server. */
    List<FaultProxy> all(int id) {
        List<FaultProxy> all = new ArrayList<>(List.of(ofClients(id), ofServers(id)));
        all.addAll(ofStewards(id));
        return all;
    }

    /** The cluster as its servers reach each other. */
    Cluster amongServers(Cluster cluster) {
        return at(cluster, id -> ofServers(id).port());
    }

    /** The cluster as a steward reaches it. */
    Cluster paths(Cluster cluster, int steward) {
        return at(cluster, id -> ofSteward(steward, id).port());
    }

    private static Cluster at(Cluster cluster, IntUnaryOperator ports) {
        Map<String, ClusterServer> servers = new LinkedHashMap<>();
        cluster.servers()
                .forEach((name, server) -> servers.put(
                        name,
                        new ClusterServer(
                                server.host(),
                                ports.applyAsInt((int) server.id()),
                                server.id(),
                                server.priority(),
                                server.witness())));
        return new Cluster(cluster.kind(), servers, cluster.semiSync(), cluster.lease(), cluster.accounts());
    }

    void heal() {
        for (int id = 1; id <= ofClients.size(); id++) {
            all(id).forEach(FaultProxy::heal);
        }
    }

    @Override
    public void close() {
        for (int id = 1; id <= ofClients.size(); id++) {
            all(id).forEach(FaultProxy::close);
        }
    }
}
