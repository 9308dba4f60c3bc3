package org.adei.cache.replication.rejoin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adei.cache.failure.HaltException;

/** A server that commands of the operator's start and stop, such as {@code systemctl stop mariadb}. Used by one thread. */
public final class CommandControl implements ServerControl {
    private final ToolRun run;
    private final Path dataFolder;
    private final String stop;
    private final String start;

    /** Commands are for the shell. */
    public CommandControl(ToolRun run, Path dataFolder, String stop, String start) {
        this.run = run;
        this.dataFolder = dataFolder.toAbsolutePath();
        this.stop = stop;
        this.start = start;
    }

    @Override
    public void start() {
        shell(start);
    }

    @Override
    public void stop() {
        shell(stop);
    }

    @Override
    public Path dataFolder() {
        return dataFolder;
    }

    private void shell(String command) {
        try {
            Path said = Files.createTempFile("adei-server", ".out");
            try {
                run.run(said, List.of(List.of("sh", "-c", command)));
            } finally {
                Files.deleteIfExists(said);
            }
        } catch (IOException e) {
            throw new HaltException("command \"" + command + "\" cannot be run: " + e.getMessage(), e);
        }
    }
}
