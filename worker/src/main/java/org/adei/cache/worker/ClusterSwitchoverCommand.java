package org.adei.cache.worker;

import java.util.concurrent.Callable;
import org.adei.cache.replication.mariadb.ClusterOperations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Moves the master. */
@Command(
        name = "switchover",
        description = "Make another server the master while caching goes on; writers stand still for a moment.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ClusterSwitchoverCommand implements Callable<Integer> {
    @Mixin
    private ClusterOperationOption option;

    @Option(
            names = "--to",
            paramLabel = "SERVER",
            defaultValue = "",
            description = "Its name in the configuration; the best replica if left out.")
    private String to;

    @Override
    public Integer call() {
        try (ClusterOperations operations = option.begin()) {
            operations.switchOver(to);
        }
        return AdeiCache.DONE;
    }
}
