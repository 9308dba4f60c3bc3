package org.adei.cache.worker;

import java.util.concurrent.Callable;
import org.adei.cache.replication.mariadb.ClusterOperations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Sees to it that there is a master. */
@Command(
        name = "failover",
        description = {
            "Wait until there is a master again, and say what is in the way.",
            "Every running worker sees to that by itself; this does where none runs."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ClusterFailoverCommand implements Callable<Integer> {
    @Mixin
    private ClusterOperationOption option;

    @Override
    public Integer call() {
        try (ClusterOperations operations = option.begin()) {
            operations.failOver();
        }
        return AdeiCache.DONE;
    }
}
