package org.adei.cache.worker;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.settings.Cluster;
import org.adei.cache.settings.ClusterKind;
import org.adei.cache.settings.ClusterServer;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of commands that start a group of Galera. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class GaleraOption {
    private static final int MOST_SECONDS = 86_400;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "Give up after this time, 1 to 86400 (default: ${DEFAULT-VALUE}).")
    private int wait;

    @Option(
            names = "--without",
            paramLabel = "NODE",
            description = "A node that is lost for good and not waited for; may be given several times.")
    private List<String> without = List.of();

    Duration patience() {
        if (wait < 1 || wait > MOST_SECONDS) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--wait is " + wait + ": expected 1 to " + MOST_SECONDS + " seconds");
        }
        return Duration.ofSeconds(wait);
    }

    Cluster cluster() {
        Cluster cluster = ClusterOption.of(config.load(), config);
        if (cluster.kind() != ClusterKind.GALERA) {
            throw new ConfigurationException("cluster.kind is replicas, whose servers are started by themselves in any"
                    + " order: expected kind galera for this command");
        }
        return cluster;
    }

    Set<String> gone(Cluster cluster) {
        without.forEach(name -> node(cluster, name));
        return new LinkedHashSet<>(without);
    }

    static ClusterServer node(Cluster cluster, String name) {
        ClusterServer server = cluster.servers().get(name);
        if (server == null || server.witness()) {
            throw new ConfigurationException("node \"" + name + "\" "
                    + (server == null ? "is not in cluster.servers" : "is a witness and holds no data")
                    + ": expected one of " + String.join(", ", cluster.servers().keySet()));
        }
        return server;
    }

    /** Standard output is for what a script reads. */
    Consumer<String> progress() {
        Output output = Output.of(spec);
        return line -> {
            output.err().println(line);
            output.err().flush();
        };
    }
}
