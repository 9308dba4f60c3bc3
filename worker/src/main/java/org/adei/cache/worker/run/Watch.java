package org.adei.cache.worker.run;

import java.util.UUID;
import java.util.function.Consumer;
import org.adei.cache.replication.mariadb.Stewardship;
import org.adei.cache.replication.steward.Onlooker;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterKind;
import org.adei.cache.settings.Setup;
import org.jspecify.annotations.Nullable;

/** A steward of the setup's servers in this process, where they are more than one; else nothing. Thread-safe. */
public final class Watch implements AutoCloseable {
    private final @Nullable Stewardship stewardship;

    private Watch(@Nullable Stewardship stewardship) {
        this.stewardship = stewardship;
    }

    /** Starts it; each new reign is told with a line of JSON. */
    public static Watch start(Setup setup, Consumer<String> reigns) {
        return start(setup, reigns, Onlooker.NONE);
    }

    /** The same with somebody who looks on. */
    public static Watch start(Setup setup, Consumer<String> reigns, Onlooker onlooker) {
        Cluster cluster = setup.cluster();
        if (cluster == null || cluster.kind() != ClusterKind.REPLICAS) {
            return new Watch(null);
        }
        return new Watch(Stewardship.start(cluster, name(), reigns, onlooker));
    }

    private static String name() {
        return ProcessHandle.current().pid() + "-" + UUID.randomUUID();
    }

    @Override
    public void close() {
        if (stewardship != null) {
            stewardship.close();
        }
    }
}
