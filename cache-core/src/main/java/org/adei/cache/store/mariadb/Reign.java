package org.adei.cache.store.mariadb;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterKind;
import org.adei.cache.settings.ClusterServer;

/** How it is told which server of a cluster is written to. */
enum Reign {
    /** Of a master with replicas: the one whose lease holds, whichever it is. */
    LEASE {
        @Override
        boolean holds(Connection connection) throws SQLException {
            return leaseMicros(connection) > 0;
        }
    },

    /**
     * Of a Galera group: the first by priority that is a ready member of the group. All could be written to, but writers
     * on several nodes undo each other's transactions.
     */
    PRIORITY {
        @Override
        boolean holds(Connection connection) throws SQLException {
            return Sql.number(connection, READY) == READY_SIGNS;
        }
    };

    /** Time that the lease of this server still has, in microseconds; 0 if it is not the master. */
    private static final String LEFT = """
            SELECT GREATEST(0, TIMESTAMPDIFF(MICROSECOND, SYSDATE(6), expires)) * (@@GLOBAL.read_only = 0)
            FROM adei_ha.lease WHERE id = 1 AND primary_id = @@server_id AND expires > SYSDATE(6)
            """;

    private static final String READY = """
            SELECT COUNT(*) FROM information_schema.global_status
            WHERE variable_name = 'WSREP_READY' AND variable_value = 'ON'
               OR variable_name = 'WSREP_LOCAL_STATE' AND variable_value = '4'
               OR variable_name = 'WSREP_CLUSTER_STATUS' AND variable_value = 'Primary'
            """;

    private static final int READY_SIGNS = 3;
    private static final long UNBOUNDED = 3_600_000_000L;
    private static final int NO_SCHEMA = 1049;

    static Reign of(Cluster cluster) {
        return cluster.kind() == ClusterKind.REPLICAS ? LEASE : PRIORITY;
    }

    /** Whether a server is, or may be, the one that is written to. */
    abstract boolean holds(Connection connection) throws SQLException;

    /** Servers that hold data, in the order in which they are asked. */
    static List<String> order(Cluster cluster) {
        List<String> names = new ArrayList<>();
        cluster.servers().entrySet().stream()
                .filter(server -> !server.getValue().witness())
                .sorted(Map.Entry.comparingByValue(Comparator.comparingInt(ClusterServer::priority)))
                .forEach(server -> names.add(server.getKey()));
        return names;
    }

    /**
     * How long the lease of a server still holds by its own clock, in microseconds; 0 if it is not the master. Before the
     * first reign there is no table of leases: then the server that may be written to is the master.
     */
    static long leaseMicros(Connection connection) throws SQLException {
        try {
            return Sql.number(connection, LEFT);
        } catch (SQLException e) {
            if (!SqlFailures.isMissingTable(e) && e.getErrorCode() != NO_SCHEMA) {
                throw e;
            }
            return Sql.number(connection, "SELECT @@GLOBAL.read_only = 0") * UNBOUNDED;
        }
    }
}
