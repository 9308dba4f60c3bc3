package org.adei.cache.testkit.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adei.cache.testkit.mariadb.Durability;
import org.adei.cache.testkit.mariadb.MariaDbOptions;

/**
 * How the servers of a local cluster run.
 *
 * @param servers how many, 1 to 9; their ids count from 1
 * @param durability what a commit promises on each
 * @param semiSync whether a commit returns only when a replica has received it
 * @param bufferPoolMb InnoDB's buffer pool of each, in MiB
 * @param extraArguments further arguments of each {@code mariadbd}; they win over ours
 */
public record ClusterOptions(
        int servers, Durability durability, boolean semiSync, int bufferPoolMb, List<String> extraArguments) {
    private static final String ELSEWHERE = "--default-time-zone=+05:00";
    private static final int MAX_SERVERS = 9;
    private static final int BUFFER_POOL_MB = 64;
    private static final long FOREVER_MILLIS = Integer.MAX_VALUE;

    public ClusterOptions {
        if (servers < 1 || servers > MAX_SERVERS) {
            throw new IllegalArgumentException(
                    "a local cluster of " + servers + " servers cannot be made: expected 1 to " + MAX_SERVERS);
        }
        extraArguments = List.copyOf(extraArguments);
    }

    /**
     * For tests: asynchronous, commits that need not survive the machine, and a time zone that is not UTC, so that who
     * forgets to set that of its session is found out.
     */
    public static ClusterOptions fast(int servers) {
        return new ClusterOptions(servers, Durability.FAST, false, BUFFER_POOL_MB, List.of(ELSEWHERE));
    }

    /** As in production: every commit synced. */
    public static ClusterOptions durable(int servers) {
        return new ClusterOptions(servers, Durability.DURABLE, false, BUFFER_POOL_MB, List.of());
    }

    public ClusterOptions withSemiSync() {
        return new ClusterOptions(servers, durability, true, bufferPoolMb, extraArguments);
    }

    public ClusterOptions withBufferPoolMb(int mb) {
        return new ClusterOptions(servers, durability, semiSync, mb, extraArguments);
    }

    /** The same with more arguments of each {@code mariadbd}. */
    public ClusterOptions with(String... arguments) {
        List<String> all = new ArrayList<>(extraArguments);
        all.addAll(List.of(arguments));
        return new ClusterOptions(servers, durability, semiSync, bufferPoolMb, all);
    }

    /** Options of one server; it starts read-only and replicates from nobody until it is told. */
    MariaDbOptions server(int id, Optional<Path> folder) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server-id=" + id,
                "--gtid-domain-id=0",
                "--gtid-strict-mode=1",
                "--log-slave-updates=1",
                "--relay-log=relay",
                "--binlog-row-image=FULL",
                "--log-bin-trust-function-creators=1",
                "--slave-parallel-threads=8",
                "--slave-parallel-mode=optimistic",
                "--slave-net-timeout=2",
                "--skip-slave-start",
                "--read-only=1",
                "--rpl-semi-sync-slave-kill-conn-timeout=1",
                "--rpl-semi-sync-master-wait-point=AFTER_SYNC",
                "--rpl-semi-sync-master-timeout=" + FOREVER_MILLIS,
                "--rpl-semi-sync-master-wait-no-slave=1"));
        if (semiSync) {
            arguments.addAll(List.of("--rpl-semi-sync-slave-enabled=1", "--init-rpl-role=SLAVE"));
        }
        if (semiSync && durability == Durability.DURABLE) {
            arguments.add("--sync-relay-log=1");
        }
        arguments.addAll(extraArguments);
        return new MariaDbOptions(folder, durability, bufferPoolMb, true, arguments);
    }
}
