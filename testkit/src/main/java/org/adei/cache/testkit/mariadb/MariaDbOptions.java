package org.adei.cache.testkit.mariadb;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a local server runs.
 *
 * @param folder folder for data and log, made if missing and kept; empty for one in memory where there is room, else
 *     among the temporary files, deleted when the server is closed
 * @param durability what a commit promises
 * @param bufferPoolMb InnoDB's buffer pool in MiB, at least 8
 * @param binlog whether changes are logged for replicas, by row and without annotations
 * @param extraArguments further arguments of {@code mariadbd}; they win over ours
 */
public record MariaDbOptions(
        Optional<Path> folder, Durability durability, int bufferPoolMb, boolean binlog, List<String> extraArguments) {
    /** The script that copies a node of Galera hands the size of the buffer pool to a program that does not know it. */
    private static final String GALERA = "--wsrep-on=ON";

    private static final int MIN_BUFFER_POOL_MB = 8;
    private static final int DEFAULT_BUFFER_POOL_MB = 128;

    public MariaDbOptions {
        if (bufferPoolMb < MIN_BUFFER_POOL_MB) {
            throw new IllegalArgumentException(
                    "buffer pool of " + bufferPoolMb + " MiB is too small: expected at least " + MIN_BUFFER_POOL_MB);
        }
        extraArguments = List.copyOf(extraArguments);
    }

    /** For tests: no binlog, temporary data, commits that need not survive the machine. */
    public static MariaDbOptions fast() {
        return new MariaDbOptions(Optional.empty(), Durability.FAST, DEFAULT_BUFFER_POOL_MB, false, List.of());
    }

    /** As in production: every commit synced, binlog by row without annotations; the data are temporary still. */
    public static MariaDbOptions durable() {
        return new MariaDbOptions(Optional.empty(), Durability.DURABLE, DEFAULT_BUFFER_POOL_MB, true, List.of());
    }

    /** The same with data in a folder that is kept. */
    public MariaDbOptions in(Path kept) {
        return new MariaDbOptions(Optional.of(kept), durability, bufferPoolMb, binlog, extraArguments);
    }

    public MariaDbOptions withBufferPoolMb(int mb) {
        return new MariaDbOptions(folder, durability, mb, binlog, extraArguments);
    }

    public MariaDbOptions withBinlog() {
        return new MariaDbOptions(folder, durability, bufferPoolMb, true, extraArguments);
    }

    /** The same with more arguments of {@code mariadbd}, such as {@code --max-connections=10}. */
    public MariaDbOptions with(String... arguments) {
        List<String> all = new ArrayList<>(extraArguments);
        all.addAll(List.of(arguments));
        return new MariaDbOptions(folder, durability, bufferPoolMb, binlog, all);
    }

    List<String> arguments() {
        List<String> arguments = new ArrayList<>(durability.arguments());
        if (!extraArguments.contains(GALERA)) {
            arguments.add("--innodb-buffer-pool-size=" + bufferPoolMb + "M");
        }
        arguments.add("--innodb-log-file-size=" + Math.max(32, bufferPoolMb / 2) + "M");
        if (binlog) {
            arguments.add("--log-bin=binlog");
            arguments.add("--binlog-format=ROW");
            arguments.add("--binlog-annotate-row-events=OFF");
        } else {
            arguments.add("--skip-log-bin");
        }
        arguments.addAll(extraArguments);
        return List.copyOf(arguments);
    }
}
