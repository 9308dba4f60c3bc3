package org.adei.cache.worker;

import java.util.concurrent.Callable;
import org.adei.cache.worker.cluster.ClusterTrial;
import org.adei.cache.worker.cluster.TrialServers;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts servers to try a cluster with. */
@Command(
        name = "up",
        description = "Start a cluster of real servers on this machine, to try; Ctrl-C ends it and leaves nothing.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ClusterUpCommand implements Callable<Integer> {
    private static final int MOST = 9;

    @Spec
    private CommandSpec spec;

    @Option(names = "--servers", defaultValue = "3", description = "How many, 1 to 9 (default: ${DEFAULT-VALUE}).")
    private int servers;

    @Option(names = "--semi-sync", description = "A commit waits until a replica has received it.")
    private boolean semiSync;

    @Option(names = "--galera", description = "Nodes of one Galera group in place of a master and replicas.")
    private boolean galera;

    @Override
    public Integer call() {
        if (servers < 1 || servers > MOST) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--servers is " + servers + ": expected 1 to " + MOST);
        }
        if (galera && semiSync) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--semi-sync with --galera: leave it out, Galera has no replicas");
        }
        ClusterTrial trial = new ClusterTrial(Output.of(spec).out());
        Shutdown.guard(trial::stop, () -> {
            trial.run(
                    () -> galera ? TrialServers.galera(servers) : TrialServers.replicas(servers, semiSync),
                    config -> {});
            return true;
        });
        return AdeiCache.DONE;
    }
}
