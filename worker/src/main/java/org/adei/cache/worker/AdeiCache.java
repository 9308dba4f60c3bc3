package org.adei.cache.worker;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command that holds the others. */
@Command(
        name = "adei-cache",
        description =
                "Caches time series of other people's databases in MariaDB: exactly, and again after any interruption.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        scope = ScopeType.INHERIT,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:failed, the message says what", "2:wrong usage or configuration"},
        subcommands = {
            RunCommand.class,
            VerifyCommand.class,
            QueryCommand.class,
            StatusCommand.class,
            StopCommand.class,
            StartCommand.class,
            ScaleCommand.class,
            RetryCommand.class,
            PlanCommand.class,
            RecacheCommand.class,
            ConvertCommand.class,
            ConfigCommand.class,
            DoctorCommand.class,
            ClusterCommand.class,
            DemoCommand.class
        })
public final class AdeiCache implements Runnable {
    /** Everything that was asked for is done. */
    public static final int DONE = 0;

    /** Something failed; the message says what. */
    public static final int FAILED = 1;

    /** The command line or the configuration cannot be used; nothing was done. */
    public static final int USAGE = 2;

    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", description = "Show stack traces.", scope = ScopeType.INHERIT)
    private boolean debug;

    @SuppressWarnings("NullAway.Init") // picocli fills the fields
    AdeiCache() {}

    /** Runs one command line with standard output and error; gives the exit code. */
    public static int run(String... arguments) {
        return run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments);
    }

    /** The same with other streams. */
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        AdeiCache root = new AdeiCache();
        CommandLine line = new CommandLine(root)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(true)
                .setParameterExceptionHandler(Failures::usage)
                .setExecutionExceptionHandler(
                        (failure, command, parsed) -> Failures.execution(failure, command, root.debug));
        return line.execute(arguments);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "no command given: expected one of "
                        + String.join(", ", spec.subcommands().keySet()));
    }
}
