package org.adei.cache.worker;

import java.util.concurrent.Callable;
import org.adei.cache.replication.mariadb.ClusterOperations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fills a replica anew. */
@Command(
        name = "reseed",
        description = "Throw away what a replica holds and fill it anew out of the master, while the others work on.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ClusterReseedCommand implements Callable<Integer> {
    @Mixin
    private ClusterOperationOption option;

    @Option(names = "--server", required = true, paramLabel = "SERVER", description = "Its name in the configuration.")
    private String server;

    @Override
    public Integer call() {
        try (ClusterOperations operations = option.begin()) {
            operations.reseed(server);
        }
        return AdeiCache.DONE;
    }
}
