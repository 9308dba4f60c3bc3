package org.adei.cache.worker;

import java.time.Duration;
import org.adei.cache.replication.mariadb.ClusterOperations;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that all commands share which change a cluster or look into it for long. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ClusterOperationOption {
    private static final int MOST_SECONDS = 86_400;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Give up after this time, 1 to 86400 (default: ${DEFAULT-VALUE}).")
    private int wait;

    /** Begins; each thing that happens is printed as a line. */
    ClusterOperations begin() {
        if (wait < 1 || wait > MOST_SECONDS) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--wait is " + wait + ": expected 1 to " + MOST_SECONDS + " seconds");
        }
        Output output = Output.of(spec);
        return new ClusterOperations(
                ClusterOption.of(config.load(), config), Duration.ofSeconds(wait), line -> say(output, line));
    }

    private static void say(Output output, String line) {
        output.out().println(line);
        output.out().flush();
    }
}
