package org.adei.cache.replication.rejoin.mariadb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.adei.cache.failure.HaltException;
import org.adei.cache.replication.rejoin.ServerControl;
import org.adei.cache.replication.rejoin.ToolRun;
import org.adei.cache.replication.rejoin.Tools;
import org.adei.cache.settings.Account;
import org.adei.cache.settings.ClusterServer;

/**
 * Fills a server with the files of another one, which goes on working: {@code mariadb-backup} streams them, and replays
 * what changed meanwhile. It reads the donor's data folder, so it runs on the donor's machine. The old data are deleted
 * only once the new ones are whole. Used by one thread.
 */
public final class BackupSeed {
    private static final String POSITION = "(xtrabackup|mariadb_backup)_binlog_info";

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
     * @param donor where the donor answers
     * @param donorData the donor's data folder
     * @param account may back up the donor
     * @param target is stopped, filled and started read-only, replicating from nobody
     * @return position of the copy, for {@code gtid_slave_pos}
     * @throws HaltException if a program fails; the target's data are as they were then, and it is stopped
     */
    public String copy(ClusterServer donor, Path donorData, Account account, ServerControl target) throws IOException {
        Path data = target.dataFolder();
        Path half = data.resolveSibling(data.getFileName() + ".half");
        Folders.delete(half);
        Files.createDirectories(half);
        Path login = run.login(donor, account);
        Path nothing = Files.createTempFile("adei-reseed", ".out");
        try {
            run.run(
                    nothing,
                    List.of(
                            List.of(
                                    program(tools.backup()),
                                    "--defaults-file=" + login,
                                    "--backup",
                                    "--stream=xbstream",
                                    "--datadir=" + donorData,
                                    "--target-dir=" + half),
                            List.of(program(tools.unpack()), "-x", "-C", half.toString())));
            run.run(nothing, List.of(List.of(program(tools.backup()), "--prepare", "--target-dir=" + half)));
            String position = position(half);
            target.stop();
            Folders.delete(data);
            Files.move(half, data);
            target.start(List.of("--read-only=1", "--skip-slave-start"));
            return position;
        } finally {
            Files.deleteIfExists(login);
            Files.deleteIfExists(nothing);
            Folders.delete(half);
        }
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

    private static String program(Optional<Path> program) {
        return program.orElseThrow(() -> new HaltException("mariadb-backup and mbstream are not installed: install the"
                        + " package mariadb-backup, or let the server be copied by SQL"))
                .toString();
    }
}
