package org.adei.cache.benchmarks.failover;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterServer;
import org.adei.cache.testkit.cluster.LocalCluster;
import org.adei.cache.testkit.network.FaultProxy;

/** The ways to each server: one that servers, writers and readers take, and one for each steward. Thread-safe. */
final class Network implements AutoCloseable {
    private final List<FaultProxy> common = new ArrayList<>();
    private final List<List<FaultProxy>> ofStewards = new ArrayList<>();

    Network(LocalCluster servers, int stewards) {
        servers.servers().forEach(server -> common.add(FaultProxy.to(server.port())));
        for (int i = 0; i < stewards; i++) {
            List<FaultProxy> own = new ArrayList<>();
            servers.servers().forEach(server -> own.add(FaultProxy.to(server.port())));
            ofStewards.add(own);
        }
    }

    /** The way of all but stewards to a server, by its id from 1. */
    FaultProxy common(int id) {
        return common.get(id - 1);
    }

    /** The way of a steward, from 0, to a server. */
    FaultProxy ofSteward(int steward, int id) {
        return ofStewards.get(steward).get(id - 1);
    }

    int stewards() {
        return ofStewards.size();
    }

    /** Every way to a server. */
    List<FaultProxy> all(int id) {
        List<FaultProxy> all = new ArrayList<>(List.of(common(id)));
        ofStewards.forEach(own -> all.add(own.get(id - 1)));
        return all;
    }

    /** The cluster as a steward reaches it. */
    Cluster paths(Cluster cluster, int steward) {
        Map<String, ClusterServer> servers = new LinkedHashMap<>();
        cluster.servers()
                .forEach((name, server) -> servers.put(
                        name,
                        new ClusterServer(
                                server.host(),
                                ofSteward(steward, (int) server.id()).port(),
                                server.id(),
                                server.priority(),
                                server.witness())));
        return new Cluster(cluster.kind(), servers, cluster.semiSync(), cluster.lease(), cluster.accounts());
    }

    void heal() {
        for (int id = 1; id <= common.size(); id++) {
            all(id).forEach(FaultProxy::heal);
        }
    }

    @Override
    public void close() {
        for (int id = 1; id <= common.size(); id++) {
            all(id).forEach(FaultProxy::close);
        }
    }
}
