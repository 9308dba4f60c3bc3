package org.adei.cache.worker;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.adei.cache.replication.mariadb.ClusterOperations;
import org.adei.cache.replication.rejoin.FileCopy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fills a replica anew. */
@Command(name = "reseed", description = "Throw away what a replica holds and fill it anew while the others work on.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ClusterReseedCommand implements Callable<Integer> {
    @Mixin
    private ClusterOperationOption option;

    @Option(names = "--server", required = true, paramLabel = "SERVER", description = "Its name in the configuration.")
    private String server;

    @ArgGroup(exclusive = false)
    private @Nullable Copied files;

    /** All of them, or none. */
    static final class Copied {
        @Option(
                names = "--files-from",
                required = true,
                paramLabel = "COMMAND",
                description =
                        "Copy files in place of rows, on the machine of the server that is filled: a command that"
                                + " prints those of another one, such as \"ssh db2 mariadb-backup --backup --stream=xbstream\".")
        private String stream;

        @Option(
                names = "--data-folder",
                required = true,
                paramLabel = "FOLDER",
                description = "Its data folder, such as /var/lib/mysql.")
        private Path data;

        @Option(names = "--stop", required = true, paramLabel = "COMMAND", description = "Stops it.")
        private String stop;

        @Option(names = "--start", required = true, paramLabel = "COMMAND", description = "Starts it.")
        private String start;

        FileCopy copy() {
            return new FileCopy(data, stream, stop, start);
        }
    }

    @Override
    public Integer call() {
        try (ClusterOperations operations = option.begin()) {
            if (files == null) {
                operations.reseed(server);
            } else {
                operations.reseed(server, files.copy());
            }
        }
        return AdeiCache.DONE;
    }
}
