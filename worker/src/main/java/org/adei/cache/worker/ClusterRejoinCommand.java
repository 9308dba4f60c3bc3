package org.adei.cache.worker;

import java.util.concurrent.Callable;
import org.adei.cache.replication.mariadb.ClusterOperations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Waits for a server that comes back. */
@Command(
        name = "rejoin",
        description = {
            "Wait until a server follows the master and was compared with it, row by row.",
            "Every running worker sees to that by itself; this does where none runs."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ClusterRejoinCommand implements Callable<Integer> {
    @Mixin
    private ClusterOperationOption option;

    @Option(names = "--server", required = true, paramLabel = "SERVER", description = "Its name in the configuration.")
    private String server;

    @Override
    public Integer call() {
        try (ClusterOperations operations = option.begin()) {
            operations.rejoin(server);
        }
        return AdeiCache.DONE;
    }
}
