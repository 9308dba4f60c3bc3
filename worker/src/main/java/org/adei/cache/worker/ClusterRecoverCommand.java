package org.adei.cache.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.replication.galera.GroupRecovery;
import org.adei.cache.settings.Cluster;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells how a node of Galera is to be started. */
@Command(
        name = "recover",
        description = {
            "Print how a node of Galera is to be started, on its machine and before each start of its server.",
            "Waits until a group serves that it can join, or until all nodes have told their positions and it has most."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ClusterRecoverCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private GaleraOption option;

    @Option(names = "--node", required = true, paramLabel = "NODE", description = "This node's name.")
    private String name;

    @Option(
            names = "--data-folder",
            paramLabel = "FOLDER",
            defaultValue = "/var/lib/mysql",
            description = "Its server's data folder (default: ${DEFAULT-VALUE}).")
    private Path data;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "The port at which its server listens, if that of its address leads there by a detour.")
    private int port;

    @Parameters(
            paramLabel = "SERVER",
            arity = "0..*",
            description = "The command that starts its server, after \"--\" (default: mariadbd).")
    private List<String> server = List.of();

    @Override
    public Integer call() {
        Cluster cluster = option.cluster();
        int address = GaleraOption.node(cluster, name).port();
        Set<String> gone = option.gone(cluster);
        if (gone.contains(name)) {
            throw new ConfigurationException("--without " + name + " names this node: expected others only");
        }
        GroupRecovery.Node node = new GroupRecovery.Node(
                name, port == 0 ? address : port, server.isEmpty() ? List.of("mariadbd") : server, data, gone);
        List<String> arguments = new GroupRecovery(cluster, option.patience(), option.progress()).arguments(node);
        Output output = Output.of(spec);
        output.out().println(String.join(" ", arguments));
        output.out().flush();
        return AdeiCache.DONE;
    }
}
