package org.adei.cache.worker;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command that holds those of a cluster of servers. */
@Command(
        name = "cluster",
        description = "Set up, look at and operate several servers that hold one cache.",
        subcommands = {
            ClusterUpCommand.class,
            ClusterInitCommand.class,
            ClusterStatusCommand.class,
            ClusterSwitchoverCommand.class,
            ClusterFailoverCommand.class,
            ClusterRejoinCommand.class,
            ClusterReseedCommand.class,
            ClusterVerifyCommand.class,
            ClusterRecoverCommand.class,
            ClusterOpenCommand.class
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ClusterCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "no command given: expected one of "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
