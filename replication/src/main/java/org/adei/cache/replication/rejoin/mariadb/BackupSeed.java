package org.adei.cache.replication.rejoin.mariadb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.adei.cache.failure.HaltException;
import org.adei.cache.replication.bootstrap.BinlogState;
import org.adei.cache.replication.bootstrap.mariadb.ServerSession;
import org.adei.cache.replication.rejoin.ServerControl;
import org.adei.cache.replication.rejoin.ToolRun;
import org.adei.cache.replication.rejoin.Tools;
import org.adei.cache.replication.state.Content;

/**
 * Fills a server of this machine with the files of another one, wherever that is, while both work on:
 * {@code mariadb-backup} streams the files and replays what changed meanwhile. Then the server is stopped for as long as
 * it takes to exchange two folders. It keeps its own vote, so that it cannot vote twice for one term, and counts as
 * unproven until the stewards have compared it. The old data are deleted only once the new ones are in place. Used by
 * one thread.
 */
public final class BackupSeed {
    private static final String POSITION = "(xtrabackup|mariadb_backup)_binlog_info";
    private static final String VOTE = "SELECT * FROM adei_ha.vote WHERE id = 1 FOR UPDATE";

    private final Tools tools;
    private final ToolRun run;

    /** The programs must be there, see {@link Tools#canBackUp()}. */
    public BackupSeed(Tools tools, ToolRun run) {
        this.tools = tools;
        this.run = run;
    }

    /**
     * Copies.
     *
     * @param stream command that prints the donor's files, {@code mariadb-backup --backup --stream=xbstream}
     * @param known what the master has logged
     * @param session of the server that is filled, which must answer; it is lost with the server's stop
     * @param target is stopped, filled and started
     * @return position of the copy, from which the server follows
     * @throws HaltException if a program fails, the server is the master or keeps files elsewhere; its data are as they
     *     were then
     */
    public String copy(List<String> stream, BinlogState known, ServerSession session, ServerControl target)
            throws IOException {
        Path data = target.dataFolder();
        String binlog = DataFolder.binlogName(session, data);
        Path half = data.resolveSibling(data.getFileName() + ".half");
        Folders.delete(half);
        Files.createDirectories(half);
        try {
            fetch(stream, half);
            String position = position(half);
            BinlogState state = known.upTo(BinlogState.parse(position));
            // a server without binlogs takes what it has logged from here
            Files.write(half.resolve(binlog + ".state"), state.inOrder());
            Files.deleteIfExists(half.resolve("auto.cnf"));
            String owner = DataFolder.giveTo(half, Files.readAttributes(data, PosixFileAttributes.class));
            session.run("START TRANSACTION");
            imprint(half, owner, vote(session));
            exchange(half, target);
            return position;
        } finally {
            Folders.delete(half);
        }
    }

    private void fetch(List<String> stream, Path half) throws IOException {
        runQuietly(List.of(stream, List.of(program(tools.unpack()), "-x", "-C", half.toString())));
        runQuietly(List.of(List.of(program(tools.backup()), "--prepare", "--target-dir=" + half)));
    }

    private void runQuietly(List<List<String>> chain) throws IOException {
        Path said = Files.createTempFile("adei-reseed", ".out");
        try {
            run.run(said, chain);
        } finally {
            Files.deleteIfExists(said);
        }
    }

    /** The row stays locked, so that nothing is voted for between this and the server's stop, and it cannot be crowned. */
    private static Map<String, String> vote(ServerSession session) {
        List<Map<String, String>> rows = session.rows(VOTE);
        if (rows.isEmpty() || !session.value("SELECT @@GLOBAL.read_only").equals("1")) {
            throw new HaltException(
                    session.name() + " accepts writes, or no steward knows it: expected a replica that is"
                            + " read-only; see cluster status");
        }
        return rows.get(0);
    }

    private void imprint(Path half, String owner, Map<String, String> vote) throws IOException {
        Path statements = Files.createTempFile("adei-vote", ".sql");
        Map<String, String> row = new TreeMap<>(vote);
        row.put("content", String.valueOf(Content.UNPROVEN.ordinal()));
        String values = row.values().stream().map(BackupSeed::text).collect(Collectors.joining(", "));
        Files.writeString(
                statements,
                "REPLACE INTO adei_ha.vote (`" + String.join("`, `", row.keySet()) + "`) VALUES (" + values + ");\n");
        try {
            runQuietly(List.of(
                    List.of("cat", statements.toString()),
                    List.of(
                            program(tools.server()),
                            "--defaults-file=" + half.resolve("backup-my.cnf"),
                            "--datadir=" + half,
                            "--user=" + owner,
                            "--skip-log-bin",
                            "--bootstrap")));
        } finally {
            Files.deleteIfExists(statements);
        }
    }

    private static void exchange(Path half, ServerControl target) throws IOException {
        Path data = target.dataFolder();
        Path before = data.resolveSibling(data.getFileName() + ".before");
        Folders.delete(before);
        target.stop();
        try {
            Files.move(data, before);
            Files.move(half, data);
        } catch (IOException e) {
            if (Files.notExists(data)) {
                Files.move(before, data);
            }
            target.start();
            throw e;
        }
        try {
            target.start();
        } catch (HaltException e) {
            throw new HaltException(
                    "the server in " + data + " is filled and does not start; its old files are in " + before + ": "
                            + e.getMessage(),
                    e);
        }
        Folders.delete(before);
    }

    private static String position(Path copy) throws IOException {
        for (Path file : Folders.files(copy, POSITION)) {
            String[] words = Files.readString(file).strip().split("\\s+");
            if (words.length >= 3) {
                return words[2];
            }
        }
        throw new HaltException("the copy in " + copy + " does not say at which transaction it was taken: the donor"
                + " must have log_bin=ON and log_slave_updates=ON");
    }

    private static String text(String value) {
        return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private static String program(Optional<Path> program) {
        return program.orElseThrow(
                        () -> new HaltException("mariadb-backup, mbstream or mariadbd is not on this machine:"
                                + " run this where the server is that is filled, with the package mariadb-backup installed, or"
                                + " let the server be copied by SQL"))
                .toString();
    }
}
