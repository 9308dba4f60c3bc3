package org.adei.cache.testkit.mariadb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Short commands of the machine, run to their end. */
final class Command {
    private static final int DEADLINE_SECONDS = 20;

    private Command() {}

    /** Everything that the command prints, or why it could not be run. */
    static String output(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            waitFor(process, command);
            return output;
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** True if the command could be run and ended with 0. */
    static boolean succeeds(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return waitFor(process, command) == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int waitFor(Process process, List<String> command) {
        try {
            if (process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new LocalMariaDbException(
                "command did not end within " + DEADLINE_SECONDS + " s and was killed: " + String.join(" ", command));
    }
}
