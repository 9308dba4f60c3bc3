package org.adei.cache.replication.rejoin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.adei.cache.failure.HaltException;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.ClusterServer;

/** Runs programs, one after the other or each reading what the one before prints, within a deadline. */
public final class ToolRun {
    private static final int WORDS_OF_ERROR = 600;

    private final Path scratch;
    private final Duration patience;

    /** Error output goes to files in {@code scratch}. */
    public ToolRun(Path scratch, Duration patience) {
        this.scratch = scratch;
        this.patience = patience;
    }

    /** Writes how to log in into a file that only its owner may read: a password on a command line is seen by all. */
    public Path login(ClusterServer server, Account account) throws IOException {
        Path file = Files.createTempFile(
                scratch,
                "login",
                ".cnf",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, """
                [client]
                host=%s
                port=%d
                protocol=tcp
                user=%s
                password="%s"
                %s
                """.formatted(
                        server.host(),
                        server.port(),
                        account.user(),
                        account.password().reveal().replace("\\", "\\\\").replace("\"", "\\\""),
                        server.jdbcUrl("").contains("sslMode=disable") ? "skip-ssl" : ""));
    }

    /**
     * Runs a chain; what the last one prints goes to a file.
     *
     * @throws HaltException if one of them fails or they do not end in time; says what it said
     */
    public void run(Path output, List<List<String>> chain) throws IOException {
        List<ProcessBuilder> builders = new ArrayList<>();
        List<Path> errors = new ArrayList<>();
        for (List<String> command : chain) {
            Path error = Files.createTempFile(scratch, "error", ".log");
            errors.add(error);
            builders.add(new ProcessBuilder(command).redirectError(error.toFile()));
        }
        builders.get(builders.size() - 1).redirectOutput(output.toFile());
        List<Process> processes = ProcessBuilder.startPipeline(builders);
        try {
            long deadline = System.nanoTime() + patience.toNanos();
            for (int p = 0; p < processes.size(); p++) {
                Process process = processes.get(p);
                boolean ended = process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (!ended || process.exitValue() != 0) {
                    throw new HaltException(Path.of(chain.get(p).get(0)).getFileName()
                            + (ended ? " failed with " + process.exitValue() : " did not end within " + patience)
                            + "; it said: " + tail(errors.get(p)));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HaltException("interrupted while programs of MariaDB ran", e);
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    private static String tail(Path file) throws IOException {
        String text = Files.readString(file).strip();
        return text.isEmpty() ? "nothing" : text.substring(Math.max(0, text.length() - WORDS_OF_ERROR));
    }
}
