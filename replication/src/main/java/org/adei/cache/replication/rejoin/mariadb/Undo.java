package org.adei.cache.replication.rejoin.mariadb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.adei.cache.failure.HaltException;
import org.adei.cache.replication.bootstrap.BinlogState;
import org.adei.cache.replication.bootstrap.mariadb.ServerSession;
import org.adei.cache.replication.rejoin.ToolRun;
import org.adei.cache.replication.rejoin.Tools;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.ClusterServer;

/**
 * Undoes the last transactions of a server out of its own binlog, which holds the rows as they were before
 * ({@code mariadb-binlog --flashback}). The binlog files are fetched into an archive first. Changes of tables cannot be
 * undone. Works from any machine that reaches the server. Used by one thread.
 */
public final class Undo {
    private final Tools tools;
    private final ToolRun run;

    /** The programs must be there, see {@link Tools#canUndo()}. */
    public Undo(Tools tools, ToolRun run) {
        this.tools = tools;
        this.run = run;
    }

    /**
     * Where and as whom it is done.
     *
     * @param server where it answers
     * @param reader may read binlogs: REPLICATION SLAVE
     * @param writer may replay binlogs past {@code read_only}
     */
    public record Place(ClusterServer server, Account reader, Account writer) {}

    /**
     * Copies binlogs to the archive, undoes, and sets the server to the position. It is not replicating meanwhile.
     *
     * @param session of an account that may reset the binlog
     * @param position the last transaction that it keeps
     * @param archive folder for the binlogs, made if missing
     * @throws HaltException if a transaction changes tables, or a program fails: the server must be filled anew then
     */
    public void to(Path archive, Place place, ServerSession session, String position) throws IOException {
        Files.createDirectories(archive);
        List<String> binlogs = archived(archive, place, logsFrom(session, position));
        refuseTableChanges(archive, binlogs, position);
        Path undo = archive.resolve("undo.sql");
        List<String> flashback = new ArrayList<>(
                List.of(program(tools.binlog()), "--no-defaults", "--flashback", "--start-position=" + position));
        flashback.addAll(binlogs);
        run.run(undo, List.of(flashback));
        Path login = run.login(place.server(), place.writer());
        try {
            run.run(
                    archive.resolve("undo.log"),
                    List.of(List.of(
                            program(tools.client()),
                            "--defaults-file=" + login,
                            "--init-command=SET sql_log_bin=0",
                            "--execute=source " + undo)));
        } finally {
            Files.deleteIfExists(login);
        }
        Positions.set(session, Positions.logged(session), position);
    }

    /** Binlogs that hold what came after the position. */
    private static List<String> logsFrom(ServerSession session, String position) {
        Map.Entry<String, Long> keep =
                BinlogState.parse(position).last().entrySet().iterator().next();
        String domain = keep.getKey().substring(0, keep.getKey().indexOf('-') + 1);
        List<String> needed = new ArrayList<>();
        List<Map<String, String>> all = session.rows("SHOW BINARY LOGS");
        for (int i = all.size() - 1; i >= 0; i--) {
            String name = all.get(i).getOrDefault("log_name", "");
            needed.add(0, name);
            long start =
                    BinlogState.parse(session.value("SELECT BINLOG_GTID_POS('" + name + "', 4)"))
                            .last()
                            .entrySet()
                            .stream()
                            .filter(entry -> entry.getKey().startsWith(domain))
                            .mapToLong(Map.Entry::getValue)
                            .max()
                            .orElse(0);
            if (start <= keep.getValue()) {
                break;
            }
        }
        return needed;
    }

    private List<String> archived(Path archive, Place place, List<String> binlogs) throws IOException {
        Path login = run.login(place.server(), place.reader());
        try {
            List<String> fetch = new ArrayList<>(List.of(
                    program(tools.binlog()),
                    "--defaults-file=" + login,
                    "--read-from-remote-server",
                    "--raw",
                    "--result-file=" + archive + "/"));
            fetch.addAll(binlogs);
            run.run(archive.resolve("fetch.log"), List.of(fetch));
        } finally {
            Files.deleteIfExists(login);
        }
        return binlogs.stream().map(name -> archive.resolve(name).toString()).toList();
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
