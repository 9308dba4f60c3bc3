package org.adei.cache.replication.rejoin.mariadb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.adei.cache.failure.HaltException;
import org.adei.cache.replication.bootstrap.mariadb.ServerSession;
import org.adei.cache.replication.rejoin.ToolRun;
import org.adei.cache.replication.rejoin.Tools;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.ClusterServer;

/**
 * Undoes the last transactions of a server out of its own binlog, which holds the rows as they were before
 * ({@code mariadb-binlog --flashback}). The binlog files go to an archive first. Changes of tables cannot be undone.
 * Used by one thread.
 */
public final class Undo {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Tools tools;
    private final ToolRun run;

    /** The programs must be there, see {@link Tools#canUndo()}. */
    public Undo(Tools tools, ToolRun run) {
        this.tools = tools;
        this.run = run;
    }

    /**
     * Copies binlogs to the archive, undoes, and sets the server to the position. It is not replicating meanwhile.
     *
     * @param server where it answers
     * @param account may do everything on it
     * @param data its data folder
     * @param position the last transaction that it keeps
     * @param archive folder for the binlogs, made if missing
     * @throws HaltException if a transaction changes tables, or a program fails: the server must be filled anew then
     */
    public void to(Path archive, ClusterServer server, Account account, Path data, String position) throws IOException {
        Files.createDirectories(archive);
        Path login = run.login(server, account);
        try (ServerSession session = ServerSession.open(server.address(), server, account, PATIENCE)) {
            List<String> binlogs = archived(archive, data, session.value("SELECT @@GLOBAL.log_bin_basename"));
            refuseTableChanges(archive, binlogs, position);
            Path undo = archive.resolve("undo.sql");
            List<String> flashback = new ArrayList<>(
                    List.of(program(tools.binlog()), "--no-defaults", "--flashback", "--start-position=" + position));
            flashback.addAll(binlogs);
            run.run(undo, List.of(flashback));
            run.run(
                    archive.resolve("undo.log"),
                    List.of(List.of(
                            program(tools.client()),
                            "--defaults-file=" + login,
                            "--init-command=SET sql_log_bin=0",
                            "--execute=source " + undo)));
            session.run("RESET MASTER", "SET GLOBAL gtid_slave_pos = '" + position + "'");
        } finally {
            Files.deleteIfExists(login);
        }
    }

    private static List<String> archived(Path archive, Path data, String basename) throws IOException {
        String name = String.valueOf(Path.of(basename).getFileName());
        List<String> copies = new ArrayList<>();
        for (Path binlog : Folders.files(data, Pattern.quote(name) + "\\.\\d+")) {
            Path copy = archive.resolve(String.valueOf(binlog.getFileName()));
            Files.copy(binlog, copy);
            copies.add(copy.toString());
        }
        return copies;
    }

    private static String program(Optional<Path> program) {
        return program.orElseThrow(() -> new HaltException("mariadb-binlog and mariadb are not installed: install the"
                        + " package mariadb-client, or fill the server anew"))
                .toString();
    }

    private void refuseTableChanges(Path archive, List<String> binlogs, String position) throws IOException {
        Path text = archive.resolve("undone.sql");
        List<String> command = new ArrayList<>(List.of(
                program(tools.binlog()),
                "--no-defaults",
                "--base64-output=decode-rows",
                "--verbose",
                "--start-position=" + position));
        command.addAll(binlogs);
        run.run(text, List.of(command));
        try (Stream<String> lines = Files.lines(text, StandardCharsets.ISO_8859_1)) {
            String change = lines.filter(line -> line.matches(
                            "(?i)\\s*(/\\*.*\\*/)?\\s*(CREATE|ALTER|DROP|RENAME|TRUNCATE|GRANT|REVOKE)\\b.*"))
                    .findFirst()
                    .orElse("");
            if (!change.isEmpty()) {
                throw new HaltException("transactions after " + position + " change tables or accounts, which cannot be"
                        + " undone (" + change.strip() + "): fill the server anew from another one");
            }
        }
    }
}
