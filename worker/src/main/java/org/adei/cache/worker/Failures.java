package org.adei.cache.worker;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.adei.cache.failure.CacheException;
import org.adei.cache.failure.ConfigurationException;
import org.adei.cache.settings.NearestWord;
import org.adei.cache.testkit.cluster.LocalClusterException;
import org.adei.cache.testkit.mariadb.LocalMariaDbException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns failures into one message and an exit code. */
final class Failures {
    private Failures() {}

    static int usage(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("adei-cache: " + failure.getMessage());
        misspelt(failure, command, arguments)
                .flatMap(word -> nearest(word, command))
                .ifPresent(word -> err.println("Did you mean \"" + word + "\"?"));
        err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return AdeiCache.USAGE;
    }

    /** The word that is probably wrong: an unknown option explains a missing one. */
    private static Optional<String> misspelt(ParameterException failure, CommandLine command, String[] arguments) {
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unmatched.getUnmatched().stream().findFirst();
        }
        Set<String> options = command.getCommandSpec().optionsMap().keySet();
        return Arrays.stream(arguments)
                .filter(word -> word.startsWith("--") && !options.contains(word.split("=", 2)[0]))
                .findFirst();
    }

    private static Optional<String> nearest(String word, CommandLine command) {
        return NearestWord.of(
                word,
                word.startsWith("-")
                        ? command.getCommandSpec().optionsMap().keySet()
                        : command.getSubcommands().keySet());
    }

    static int execution(Exception failure, CommandLine command, boolean debug) {
        PrintWriter err = command.getErr();
        boolean usage = failure instanceof ConfigurationException;
        boolean known = failure instanceof CacheException
                || failure instanceof LocalMariaDbException
                || failure instanceof LocalClusterException;
        if (known) {
            err.println("adei-cache: " + failure.getMessage());
        } else {
            err.println("adei-cache: a fault of this program: " + failure
                    + (debug ? "" : "; run again with --debug and report what it prints"));
        }
        if (debug) {
            failure.printStackTrace(err);
        }
        return usage ? AdeiCache.USAGE : AdeiCache.FAILED;
    }
}
