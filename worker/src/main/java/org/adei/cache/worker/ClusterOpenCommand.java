package org.adei.cache.worker;

import java.util.concurrent.Callable;
import org.adei.cache.replication.galera.GroupOpening;
import org.adei.cache.settings.Cluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Opens a group of Galera that was off. */
@Command(
        name = "open",
        description = {
            "Compare every row of all nodes of Galera after all were off, and open them for writes if they are equal.",
            "Run after each start of a server; where all are open already it does nothing."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ClusterOpenCommand implements Callable<Integer> {
    @Mixin
    private GaleraOption option;

    @Override
    public Integer call() {
        Cluster cluster = option.cluster();
        new GroupOpening(cluster, option.gone(cluster), option.patience(), option.progress()).open();
        return AdeiCache.DONE;
    }
}
