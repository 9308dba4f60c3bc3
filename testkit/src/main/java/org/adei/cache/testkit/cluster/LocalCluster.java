package org.adei.cache.testkit.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adei.cache.testkit.mariadb.LocalMariaDb;
import org.adei.cache.testkit.mariadb.LocalMariaDbException;
import org.adei.cache.testkit.mariadb.MariaDbBinaries;

/**
 * A master and replicas on loopback that replicate by GTID. Servers are numbered from 1, as their ids; they keep port
 * and data over restarts, and each start is read-only and replicates from nobody until it is told. All know root with one
 * password. All methods may be called from any thread; the servers end as {@link LocalMariaDb}
 * does.
 */
public final class LocalCluster implements AutoCloseable {
    /** Account that replicas connect with; it may do nothing else. */
    public static final String REPLICATION_USER = "adei_replication";

    private final ClusterOptions options;
    private final List<LocalMariaDb> servers = new ArrayList<>();
    private final String password;

    private LocalCluster(ClusterOptions options) {
        this.options = options;
        password = LocalMariaDb.randomPassword();
    }

    /**
     * Starts all servers with the binaries found on this machine; the first is the master and the others replicate
     * from it. Data are temporary.
     *
     * @throws LocalMariaDbException if there are none or one does not come up
     */
    public static LocalCluster start(ClusterOptions options) {
        return start(found(), options, Optional.empty());
    }

    /** The same with binaries located before, and with data in a folder that is kept. */
    public static LocalCluster start(MariaDbBinaries.Found binaries, ClusterOptions options, Optional<Path> folder) {
        LocalCluster cluster = startApart(binaries, options, folder);
        try {
            cluster.replicateFromFirst();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    /** Servers that hold nothing, replicate from nobody and are read-only, for who sets them up otherwise. */
    public static LocalCluster startApart(ClusterOptions options) {
        return startApart(found(), options, Optional.empty());
    }

    private static LocalCluster startApart(
            MariaDbBinaries.Found binaries, ClusterOptions options, Optional<Path> folder) {
        LocalCluster cluster = new LocalCluster(options);
        try {
            for (int id = 1; id <= options.servers(); id++) {
                String name = "server-" + id;
                cluster.servers.add(LocalMariaDb.start(
                        binaries, options.server(id, folder.map(all -> all.resolve(name))), cluster.password));
            }
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    private static MariaDbBinaries.Found found() {
        MariaDbBinaries binaries = MariaDbBinaries.locate();
        if (binaries instanceof MariaDbBinaries.Missing missing) {
            throw new LocalClusterException(missing.reason());
        }
        return (MariaDbBinaries.Found) binaries;
    }

    private void replicateFromFirst() {
        Sql.run(
                server(1),
                "CREATE USER '" + REPLICATION_USER + "'@'127.0.0.1' IDENTIFIED BY '" + password + "'",
                "GRANT REPLICATION SLAVE ON *.* TO '" + REPLICATION_USER + "'@'127.0.0.1'");
        for (int id = 2; id <= options.servers(); id++) {
            follow(id, server(1).port());
        }
        lead(1);
    }

    public int size() {
        return servers.size();
    }

    /** A server by its id, from 1. */
    public LocalMariaDb server(int id) {
        if (id < 1 || id > servers.size()) {
            throw new IllegalArgumentException("no server " + id + ": expected 1 to " + servers.size());
        }
        return servers.get(id - 1);
    }

    public List<LocalMariaDb> servers() {
        return List.copyOf(servers);
    }

    /** Password of root and of {@link #REPLICATION_USER}. */
    public String password() {
        return password;
    }

    /**
     * Lets a server replicate from the one at a port of loopback, which may be that of a proxy, from where it is.
     * Whatever it replicated from before is forgotten, with what it had received and not applied.
     */
    public void follow(int id, int masterPort) {
        Sql.run(
                server(id),
                "STOP SLAVE",
                "RESET SLAVE ALL",
                "SET GLOBAL rpl_semi_sync_master_enabled = 0",
                "SET GLOBAL read_only = 1",
                """
                CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = %d, MASTER_USER = '%s', MASTER_PASSWORD = '%s',
                    MASTER_USE_GTID = slave_pos, MASTER_CONNECT_RETRY = 1, MASTER_HEARTBEAT_PERIOD = 0.5,
                    MASTER_SSL_VERIFY_SERVER_CERT = 0
                """.formatted(masterPort, REPLICATION_USER, password),
                "START SLAVE");
    }

    /** Opens a server for writing. Asks nobody: whoever else leads is the caller's business. */
    public void lead(int id) {
        Sql.run(server(id), "STOP SLAVE", "RESET SLAVE ALL");
        if (options.semiSync()) {
            Sql.run(server(id), "SET GLOBAL rpl_semi_sync_master_enabled = 1");
        }
        Sql.run(server(id), "SET GLOBAL read_only = 0");
    }

    /** Ends all servers, frozen or not, and deletes what they kept if it is temporary. */
    @Override
    public void close() {
        RuntimeException first = null;
        for (LocalMariaDb server : servers) {
            try {
                server.close();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
