package org.adei.cache.worker;

import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.Setup;

/** The cluster of a configuration. */
final class ClusterOption {
    private ClusterOption() {}

    /** The section {@code cluster}, which must be there. */
    static Cluster of(Setup setup, ConfigOption config) {
        Cluster cluster = setup.cluster();
        if (cluster == null) {
            throw new ConfigurationException(
                    config.file() + " has no section cluster: expected the servers and accounts"
                            + " as docs/replication.md shows; \"adei-cache cluster up\" writes one to try");
        }
        return cluster;
    }
}
