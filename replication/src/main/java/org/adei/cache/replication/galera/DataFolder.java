package org.adei.cache.replication.galera;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.adei.cache.failure.HaltException;

/**
 * What a node keeps, while its server is off. Used by one thread.
 *
 * @param server the command that starts the node's server
 * @param path its data folder
 */
record DataFolder(List<String> server, Path path) {
    private static final int WORDS_OF_ERROR = 600;

    DataFolder {
        server = List.copyOf(server);
    }

    /**
     * Lets the server find out up to where its data go.
     *
     * @throws HaltException if it fails or tells no position, which must never be taken for none
     */
    RecoveredPosition recover(Duration patience) {
        List<String> command = new ArrayList<>(server);
        command.addAll(List.of("--datadir=" + path, "--wsrep-recover", "--disable-log-error"));
        String log = output(command, patience);
        return RecoveredPosition.in(log)
                .orElseThrow(() -> new HaltException("no position is told by " + String.join(" ", command)
                        + ": expected that the server finds Galera's library (wsrep_on and wsrep_provider); it said: "
                        + tail(log)));
    }

    private static String output(List<String> command, Duration patience) {
        try {
            Path log = Files.createTempFile("adei-cache-recover", ".log");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
                process.getOutputStream().close();
                boolean ended = await(process, patience);
                String said = Files.readString(log, StandardCharsets.ISO_8859_1);
                if (!ended || process.exitValue() != 0) {
                    throw new HaltException(String.join(" ", command)
                            + (ended ? " failed with " + process.exitValue() : " did not end within " + patience)
                            + "; it said: " + tail(said));
                }
                return said;
            } finally {
                Files.deleteIfExists(log);
            }
        } catch (IOException e) {
            throw new HaltException(command.get(0) + " cannot be run: " + e.getMessage(), e);
        }
    }

    private static boolean await(Process process, Duration patience) {
        try {
            return process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HaltException("interrupted while the server looked for its position", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String tail(String said) {
        String text = said.strip();
        return text.isEmpty() ? "nothing" : text.substring(Math.max(0, text.length() - WORDS_OF_ERROR));
    }

    /** Says in {@code grastate.dat} that a group may be started from here, as Galera demands after a crash. */
    void allowLead() {
        Path state = path.resolve("grastate.dat");
        try {
            if (Files.exists(state)) {
                Files.writeString(
                        state, Files.readString(state).replace("safe_to_bootstrap: 0", "safe_to_bootstrap: 1"));
            }
        } catch (IOException e) {
            throw new HaltException(state + " cannot be marked as safe to start a group from: " + e.getMessage(), e);
        }
    }
}
