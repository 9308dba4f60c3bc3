package org.adei.cache.replication.rejoin.mariadb;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.adei.cache.failure.CacheException;
import org.adei.cache.replication.bootstrap.BinlogState;
import org.adei.cache.replication.bootstrap.mariadb.ServerSession;
import org.adei.cache.replication.state.Content;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterServer;

/** Finds whom a server may be copied from, so that the master need not be burdened. Used by one thread. */
final class Donors {
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final String target;
    private final String master;

    Donors(Cluster cluster, String target, String master) {
        this.cluster = cluster;
        this.target = target;
        this.master = master;
    }

    /** A session of a replica that follows, was proven whole and has nothing of its own; the least wanted as master. */
    Optional<ServerSession> wholeReplica(ServerSession reigning) {
        List<Map.Entry<String, ClusterServer>> replicas = cluster.servers().entrySet().stream()
                .filter(entry -> !entry.getValue().witness())
                .filter(entry ->
                        !entry.getKey().equals(target) && !entry.getKey().equals(master))
                .sorted(Comparator.comparingInt((Map.Entry<String, ClusterServer> entry) ->
                                entry.getValue().priority())
                        .reversed())
                .toList();
        for (Map.Entry<String, ClusterServer> replica : replicas) {
            Optional<ServerSession> session = whole(replica.getKey(), replica.getValue(), reigning);
            if (session.isPresent()) {
                return session;
            }
        }
        return Optional.empty();
    }

    /** One that does not answer is as good as none. */
    private Optional<ServerSession> whole(String name, ClusterServer server, ServerSession reigning) {
        try {
            ServerSession session =
                    ServerSession.open(name, server, cluster.accounts().manager(), LOOK);
            try {
                if (isWhole(session, reigning)) {
                    return Optional.of(session);
                }
            } catch (CacheException e) {
                session.abort();
                return Optional.empty();
            }
            session.close();
        } catch (CacheException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private boolean isWhole(ServerSession replica, ServerSession reigning) {
        String masterId = String.valueOf(
                Objects.requireNonNull(cluster.servers().get(master), master).id());
        List<Map<String, String>> status = replica.rows("SHOW ALL SLAVES STATUS");
        BinlogState own = Positions.logged(replica);
        return status.size() == 1
                && masterId.equals(status.get(0).get("master_server_id"))
                && "Yes".equals(status.get(0).get("slave_io_running"))
                && "Yes".equals(status.get(0).get("slave_sql_running"))
                && replica.value("SELECT content FROM adei_ha.vote").equals("" + Content.WHOLE.ordinal())
                && own.beyond(Positions.logged(reigning)).isEmpty();
    }
}
